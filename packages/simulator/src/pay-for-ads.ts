import { channelBy } from './channels.js'
import { planted } from './planted.js'
import type { ShopWorld } from './shop-world.js'

const arrivals = Object.keys(planted.adCostEurPerVisitor) as (keyof typeof planted.adCostEurPerVisitor)[]

/** Writes down what a day's advertisements cost. That is nobody's event: it has no visitor. */
export function payForAds(world: ShopWorld, dayStartMs: number, visitorsPerDay: number): void {
  for (const arrival of arrivals) {
    const mean = planted.adCostEurPerVisitor[arrival] * visitorsPerDay
    const cost = Math.round(100 * mean * (0.8 + 0.4 * world.random.uniform())) / 100
    world.emit({
      name: 'ad_cost',
      occurred_at: dayStartMs + 3_600_000,
      channel: channelBy(arrival),
      properties: { cost, currency: 'EUR' },
    })
  }
}
