import { type Connection, type Device, type LandingPage, planted } from './planted.js'
import type { Random } from './random.js'

/** What a navigation's load time, patience and conversion depend on. */
export interface Stratum {
  device: Device
  connection: Connection
  page: LandingPage
}

export function logistic(logit: number): number {
  return 1 / (1 + Math.exp(-logit))
}

export function drawConnection(random: Random, device: Device): Connection {
  return random.chance(planted.slowConnection[device]) ? 'slow' : 'fast'
}

/** Median seconds until the page is ready. */
export function medianLoadSeconds({ device, connection, page }: Stratum): number {
  return planted.load.medianSeconds[device][connection] * planted.load.pageFactor[page]
}

export function drawLoadSeconds(random: Random, stratum: Stratum): number {
  return random.logNormal(medianLoadSeconds(stratum), planted.load.sigma)
}

/** Hazard of leaving, summed up to `seconds`; exp of its negative is the share still waiting. */
export function cumulativeLeaving(device: Device, seconds: number): number {
  let from = 0
  let sum = 0
  for (const { untilSeconds, hazard } of planted.leaving.perSecond) {
    sum += hazard * (Math.min(Math.max(seconds, from), untilSeconds) - from)
    from = untilSeconds
  }
  return sum * planted.leaving.deviceFactor[device]
}

/** When the visitor would leave if the page never became ready: the summed hazard, inverted at an exponential draw. */
export function drawPatienceSeconds(random: Random, device: Device): number {
  let rest = random.exponential(1) / planted.leaving.deviceFactor[device]
  let from = 0
  for (const { untilSeconds, hazard } of planted.leaving.perSecond) {
    const band = hazard * (untilSeconds - from)
    if (rest < band) return from + rest / hazard
    rest -= band
    from = untilSeconds
  }
  return from
}

/** Logit of a purchase in a visit whose landing page took `loadSeconds` to be ready. */
export function conversionLogit(
  { device, connection, page }: Stratum,
  loadSeconds: number,
  perSecond: number = planted.conversion.perSecond,
): number {
  const { conversion } = planted
  return conversion.device[device] + conversion.page[page] + conversion.connection[connection] + perSecond * loadSeconds
}

/** Every stratum with its share of the visits. */
export function strata(): (Stratum & { share: number })[] {
  const devices: Device[] = ['desktop', 'mobile']
  const connections: Connection[] = ['fast', 'slow']
  const pages: LandingPage[] = ['home', 'list', 'product']
  return devices.flatMap((device) =>
    connections.flatMap((connection) => {
      const slow = planted.slowConnection[device]
      const share = planted.device[device] * (connection === 'slow' ? slow : 1 - slow)
      return pages.map((page) => ({ device, connection, page, share: share * planted.landingPage[page] }))
    }),
  )
}

/**
 * Means over all strata and load times, by summing over a grid of the load's normal deviate: the share of visits whose
 * landing page becomes ready, and of those the share that land on a product and the share that buy in the visit.
 */
export function expectedOutcomes(): { ready: number; productOfReady: number; convertedOfReady: number } {
  const step = 0.02
  const totals = { ready: 0, product: 0, converted: 0 }
  for (const stratum of strata()) {
    for (let deviate = -5; deviate <= 5; deviate += step) {
      const load = medianLoadSeconds(stratum) * Math.exp(planted.load.sigma * deviate)
      const density = (Math.exp((-deviate * deviate) / 2) / Math.sqrt(2 * Math.PI)) * step
      const ready = stratum.share * density * Math.exp(-cumulativeLeaving(stratum.device, load))
      totals.ready += ready
      if (stratum.page === 'product') totals.product += ready
      totals.converted += ready * logistic(conversionLogit(stratum, load))
    }
  }
  const { ready, product, converted } = totals
  return { ready, productOfReady: product / ready, convertedOfReady: converted / ready }
}

/**
 * Share of the visits that land on a page type and buy there, summed over strata and load times.
 * @param loadFactor that all load times take
 * @param conversionShift added to the logit of conversion
 */
export function expectedConversion(page: LandingPage, { loadFactor = 1, conversionShift = 0 } = {}): number {
  const step = 0.02
  const own = strata().filter((stratum) => stratum.page === page)
  const share = own.reduce((sum, stratum) => sum + stratum.share, 0)
  let converted = 0
  for (const stratum of own) {
    for (let deviate = -5; deviate <= 5; deviate += step) {
      const load = medianLoadSeconds(stratum) * loadFactor * Math.exp(planted.load.sigma * deviate)
      const density = (Math.exp((-deviate * deviate) / 2) / Math.sqrt(2 * Math.PI)) * step
      const ready = (stratum.share / share) * density * Math.exp(-cumulativeLeaving(stratum.device, load))
      converted += ready * logistic(conversionLogit(stratum, load) + conversionShift)
    }
  }
  return converted
}
