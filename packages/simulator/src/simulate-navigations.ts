import {
  conversionLogit,
  drawConnection,
  drawLoadSeconds,
  drawPatienceSeconds,
  logistic,
  type Stratum,
} from './navigation-model.js'
import { type Connection, type Device, type LandingPage, planted } from './planted.js'
import { Random } from './random.js'

export interface NavigationOptions {
  /** An integer. */
  seed: number
  visits: number
  /** Effect of one second of load on the logit of conversion; 0 plants no effect. */
  slopePerSecond?: number
  /** Share of the visits left while loading whose leave never arrives. */
  leaveBeaconLoss?: number
  /** Lets an unseen standard normal cause both slow loads and few purchases. */
  hiddenCause?: boolean
}

/** One visit's landing page. A shop sees all but `load_s` of a visit that was left, and `left` of a lost leave. */
export interface Navigation {
  device: Device
  connection: Connection
  page_type: LandingPage
  /** Time the page took, or would have taken, to be ready. */
  load_s: number
  /** The visitor left while the page was loading. */
  left: boolean
  /** When the visitor left; null when the page became ready, or when the leave was lost on its way. */
  hidden_at_s: number | null
  /** `load_s` of a visitor who stayed for it, else null. */
  ready_s: number | null
  converted: boolean
  /** EUR; null without a purchase. */
  order_value: number | null
}

/** Visits by the planted model of load time, patience and conversion: a row a visit, the same for the same options. */
export function* simulateNavigations(options: NavigationOptions): Generator<Navigation> {
  const { slopePerSecond = planted.conversion.perSecond, leaveBeaconLoss = 0, hiddenCause = false } = options
  const random = new Random(options.seed)
  for (let visit = 0; visit < options.visits; visit++) {
    const device = random.weighted(planted.device)
    const stratum: Stratum = {
      device,
      connection: drawConnection(random, device),
      page: random.weighted(planted.landingPage),
    }
    const cause = hiddenCause ? random.normal() : 0
    const load = drawLoadSeconds(random, stratum) * Math.exp(planted.hiddenCause.logLoad * cause)
    const patience = drawPatienceSeconds(random, device)
    const left = patience < load
    const logit = conversionLogit(stratum, load, slopePerSecond) + planted.hiddenCause.conversionLogit * cause
    const converted = !left && random.chance(logistic(logit))
    const { median, sigma } = planted.orderValueEur
    yield {
      device,
      connection: stratum.connection,
      page_type: stratum.page,
      load_s: load,
      left,
      hidden_at_s: left && !random.chance(leaveBeaconLoss) ? patience : null,
      ready_s: left ? null : load,
      converted,
      order_value: converted ? random.logNormal(median, sigma) : null,
    }
  }
}
