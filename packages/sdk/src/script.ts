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
  const calls = stub?.q ?? []
  // A refusal has to be known before anything is recorded.
  for (const call of calls) if (call[0] === 'consent') run(...call)
  const script = (document.currentScript ?? document.querySelector('script[data-site]')) as HTMLScriptElement
  const options = { ...script?.dataset } as unknown as Options
  if (options.site) init({ endpoint: new URL('.', script.src).href, ...options })
  for (const call of calls) if (call[0] !== 'consent') run(...call)
})()
