import type { ImportLineInput } from '@touchline/events'
import type { PersonalDevice } from './person.js'
import type { Random } from './random.js'

const toMs = (seconds: number) => Math.round(seconds * 1000)

/** The time to first byte as a share of the time to a ready page. */
export function drawTtfbMs(random: Random, loadSeconds: number): number {
  return toMs(loadSeconds * (0.2 + 0.2 * random.uniform()))
}

/** The timings of a page that became ready after `loadSeconds` and was hidden `hiddenMs` after its start. */
export function drawPageLoad(
  random: Random,
  device: PersonalDevice,
  loadSeconds: number,
  hiddenMs: number,
): Partial<ImportLineInput> {
  const fcp = toMs(loadSeconds)
  const lcp = toMs(loadSeconds * (1 + random.exponential(0.25)))
  const domReady = toMs(loadSeconds * (0.9 + 0.3 * random.uniform()))
  const load = toMs(loadSeconds * (1.3 + random.exponential(0.3)))
  const inp = Math.round(random.logNormal(device.device === 'mobile' ? 150 : 80, 0.65) / 8) * 8
  return {
    ttfb_ms: drawTtfbMs(random, loadSeconds),
    fcp_ms: fcp,
    // What had not happened when the page was hidden is not known of it.
    ...(lcp < hiddenMs && { lcp_ms: lcp }),
    ...(random.chance(0.85) && { inp_ms: inp }),
    cls: Math.round(random.exponential(0.06) * 1e4) / 1e4,
    ...(domReady < hiddenMs && { dom_ready_ms: domReady }),
    ...(load < hiddenMs && { load_ms: load }),
  }
}
