import type { ImportLineInput } from '@touchline/events'
import { sendLetter } from './letters.js'
import type { ShopCurrency } from './money.js'
import { welcomeNewcomers } from './newcomers.js'
import { payForAds } from './pay-for-ads.js'
import { ShopWorld } from './shop-world.js'

const dayMs = 86_400_000
const hourMs = 3_600_000

export interface ShopOptions {
  /** An integer; the same options give the same lines. */
  seed: number
  /** First label of the shop's host; default `demo`. */
  siteId?: string
  /** Start of the first day, a date or ms since the epoch. Days are 24 hours from it. */
  from: Date | number
  days: number
  /** Mean number of new visitors a day, before weekdays are told apart. */
  visitorsPerDay: number
  /** Day on which the later release goes live, from 0; default the middle. Fix it where `days` may grow later. */
  releaseDay?: number
  /** What the shop takes; default both. Visitors from Vietnam pay in VND where they can, all others in EUR. */
  currencies?: readonly [ShopCurrency, ...ShopCurrency[]]
  /** Leaves out what happens from this time on (ms since the epoch), as if it lay in the future. */
  until?: number
}

/**
 * A shop's events as import lines, in order of time, with the planted truth behind them. What is held in memory is the
 * current day and what will still come of the days before.
 */
export function* simulateShop(options: ShopOptions): Generator<ImportLineInput> {
  const { seed, siteId = 'demo', days, releaseDay = days / 2, visitorsPerDay, currencies = ['EUR', 'VND'] } = options
  const startMs = Number(options.from)
  const endMs = startMs + days * dayMs
  const until = options.until ?? endMs
  const origin = `https://${siteId}.example`
  const releaseChangeMs = startMs + releaseDay * dayMs
  const world = new ShopWorld({ seed, origin, startMs, endMs, releaseChangeMs, currencies: new Set(currencies) })
  for (let day = 0; day < days; day++) {
    const dayStartMs = startMs + day * dayMs
    if (dayStartMs >= until) return
    welcomeNewcomers(world, dayStartMs, visitorsPerDay)
    payForAds(world, dayStartMs, visitorsPerDay)
    if (day % 7 === 3) sendLetter(world, dayStartMs + 7 * hourMs)
    for (const line of world.live(day)) {
      if (Number(line.occurred_at) < until) yield line
    }
  }
}
