import { guard } from './guard.js'
import { consent, identify, init, reset, track } from './index.js'
import type { Options } from './types.js'

type Call = [method: string, ...args: unknown[]]
type Global = ((...call: Call) => void) & { q?: Call[]; track?: unknown }

const methods = { init, track, identify, consent, reset }

/** Reads the script tag, takes over what the stub has queued, and becomes `window.touchline`. */
guard(() => {
  const scope = window as unknown as { touchline?: Global }
  const stub = scope.touchline
  // The script is on the page twice: the first one records.
  if (stub?.track) return
  const run = (...[method, ...args]: Call) =>
    (methods as Record<string, (...args: unknown[]) => void>)[method]?.(...args)
  scope.touchline = Object.assign(run, methods)
  const script = document.currentScript as HTMLScriptElement | null
  if (script?.dataset.site) init({ endpoint: new URL('.', script.src).href, ...(script.dataset as unknown as Options) })
  // Nothing has left yet: a refusal in the queue still comes in time.
  for (const call of stub?.q ?? []) run(...call)
})()
