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
  /** Successive visits of one visitor, who keeps device, connection, page type and hidden cause; default 1. */
  visitsEach?: number
  /** Load times of a page type take this factor, as after a release that made it faster. */
  loadFactor?: Partial<Record<LandingPage, number>>
  /** Added to the logit of conversion of all visits, as by a season. */
  conversionShift?: number
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
  const { visitsEach = 1, loadFactor = {}, conversionShift = 0 } = options
  const random = new Random(options.seed)
  const drawVisitor = () => {
    const device = random.weighted(planted.device)
    const connection = drawConnection(random, device)
    const stratum: Stratum = { device, connection, page: random.weighted(planted.landingPage) }
    return { stratum, cause: hiddenCause ? random.normal() : 0 }
  }
  let visitor = drawVisitor()
  for (let visit = 0; visit < options.visits; visit++) {
    if (visit > 0 && visit % visitsEach === 0) visitor = drawVisitor()
    const { stratum, cause } = visitor
    const { device } = stratum
    const factor = (loadFactor[stratum.page] ?? 1) * Math.exp(planted.hiddenCause.logLoad * cause)
    const load = drawLoadSeconds(random, stratum) * factor
    const patience = drawPatienceSeconds(random, device)
    const left = patience < load
    const logit =
      conversionLogit(stratum, load, slopePerSecond) + planted.hiddenCause.conversionLogit * cause + conversionShift
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
