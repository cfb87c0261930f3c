import { isMeasured } from './bars.js'
import type { StratumCount } from './counted-navigations.js'

/** Conversions that a stratum needs for an intercept of its own; smaller ones share one. */
const leastConversions = 5
const mostStrata = 24

/** Measured navigations with one mix of device, connection and page type, by tenths of a second waited. */
export interface EffectStratum {
  /** Index into the facets' strata; -1 = all that are too small to stand alone. */
  stratum: number
  counts: StratumCount[]
  navigations: number
  conversions: number
}

const sum = <Item>(items: readonly Item[], of: (item: Item) => number) =>
  items.reduce((total, item) => total + of(item), 0)

/** Conversions of navigations that became ready: what slopes are made from. */
export const readyConversions = (counts: readonly StratumCount[]): number =>
  sum(counts, ({ outcome, converted, navigations }) => (outcome === 'ready' && converted ? navigations : 0))

/** The strata of measured navigations; those with few conversions are pooled, because nothing can be told within them. */
export function effectStrata(counts: readonly StratumCount[]): EffectStratum[] {
  const groups = new Map<number, StratumCount[]>()
  const add = (stratum: number, count: StratumCount) => {
    const group = groups.get(stratum)
    if (group) group.push(count)
    else groups.set(stratum, [count])
  }
  const measured = counts.filter(isMeasured)
  for (const count of measured) add(count.stratum, count)
  const kept = [...groups]
    .filter(([stratum, group]) => stratum >= 0 && readyConversions(group) >= leastConversions)
    .sort(([, a], [, b]) => sum(b, ({ navigations }) => navigations) - sum(a, ({ navigations }) => navigations))
    .slice(0, mostStrata)
    .map(([stratum]) => stratum)
  groups.clear()
  for (const count of measured) add(kept.includes(count.stratum) ? count.stratum : -1, count)
  return [...groups].map(([stratum, group]) => ({
    stratum,
    counts: group,
    navigations: sum(group, ({ navigations }) => navigations),
    conversions: readyConversions(group),
  }))
}
