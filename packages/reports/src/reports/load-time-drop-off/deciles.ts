import { z } from 'zod'
import { rateSchema } from '../../core/rate.js'
import { isMeasured, toShares } from './bars.js'
import type { StratumCount } from './counted-navigations.js'

export const decilesSchema = z.array(
  z.object({
    decile: z.number(),
    n: z.number(),
    left: z.number(),
    waited_ms: z.number().nullable(),
    bounce: rateSchema,
    conversion: rateSchema,
  }),
)

/**
 * Navigations by tenths of their own stratum, the fastest first: every tenth has the same mix of devices, connections and
 * page types. Those who waited equally long stay together.
 */
export function toDeciles(counts: readonly StratumCount[]): z.infer<typeof decilesSchema> {
  const tenths: StratumCount[][] = Array.from({ length: 10 }, () => [])
  const strata = new Map<number, StratumCount[]>()
  for (const count of counts.filter(isMeasured)) {
    const own = strata.get(count.stratum)
    if (own) own.push(count)
    else strata.set(count.stratum, [count])
  }
  for (const own of strata.values()) {
    const n = own.reduce((sum, { navigations }) => sum + navigations, 0)
    const byWait = new Map<number, StratumCount[]>()
    for (const count of own.sort((a, b) => a.waited_s - b.waited_s)) {
      const equal = byWait.get(count.waited_s)
      if (equal) equal.push(count)
      else byWait.set(count.waited_s, [count])
    }
    let before = 0
    for (const equal of byWait.values()) {
      const many = equal.reduce((sum, { navigations }) => sum + navigations, 0)
      tenths[Math.min(9, Math.floor((10 * (before + many / 2)) / n))]?.push(...equal)
      before += many
    }
  }
  return tenths.map((inside, i) => {
    const { n, left, bounce, conversion } = toShares(inside)
    const waited = inside.reduce((sum, { waited_s, navigations }) => sum + waited_s * navigations, 0)
    return { decile: i + 1, n, left, waited_ms: n > 0 ? Math.round((1000 * waited) / n) : null, bounce, conversion }
  })
}
