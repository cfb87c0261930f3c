// Queues calls until the script has loaded. The build writes it minified to dist/stub.js.
window.touchline ||
  // biome-ignore lint/suspicious/noAssignInExpressions: the shortest form, for the head of a page
  ((window.touchline = (...call) => window.touchline.q.push(call)).q = [])
