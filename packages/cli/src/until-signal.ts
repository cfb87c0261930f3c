/**
 * Resolves with the first SIGINT or SIGTERM. A second one ends the process at once, for whoever does not want to wait.
 */
export function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let first = true
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (!first) process.exit(1)
        first = false
        resolve(signal)
      })
    }
  })
}
