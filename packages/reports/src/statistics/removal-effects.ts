import { inverse, Matrix } from 'ml-matrix'

/** How often paths went from one place to another; place 0 is the start. */
export interface Moves {
  /** Places besides the start, numbered from 1. */
  places: number
  /** Between places, with those from the start. */
  between: readonly { from: number; to: number; count: number }[]
  /** Paths that ended at a place (from 1), and how many of them converted. */
  ends: readonly { from: number; converted: number; lost: number }[]
}

/**
 * Of the conversions that a first-order Markov chain of the moves expects, the share that is lost when a place is taken
 * out and whoever comes to it is lost: one number from 0 to 1 for each place.
 *
 * With N = (I - Q)^-1 for the moves Q between places, the chance ever to come to place i is (sN)_i / N_ii, so that one
 * inverse gives all removals.
 * Source: E. Anderl, I. Becker, F. von Wangenheim and J. H. Schumann, Mapping the customer journey, International Journal
 * of Research in Marketing 33 (2016) 457-474; the chance to come to a state from J. G. Kemeny and J. L. Snell, Finite
 * Markov Chains, theorem 3.2.3.
 */
export function removalEffects({ places, between, ends }: Moves): number[] {
  if (places === 0) return []
  const left = new Float64Array(places + 1)
  for (const { from, count } of between) left[from] = (left[from] ?? 0) + count
  for (const { from, converted, lost } of ends) left[from] = (left[from] ?? 0) + converted + lost
  const share = (from: number, count: number) => ((left[from] as number) > 0 ? count / (left[from] as number) : 0)

  const start = Matrix.zeros(1, places)
  const stay = Matrix.eye(places)
  for (const { from, to, count } of between) {
    if (from === 0) start.set(0, to - 1, start.get(0, to - 1) + share(0, count))
    else stay.set(from - 1, to - 1, stay.get(from - 1, to - 1) - share(from, count))
  }
  const convert = Matrix.zeros(places, 1)
  for (const { from, converted } of ends) convert.set(from - 1, 0, share(from, converted))

  const visits = inverse(stay)
  const fromStart = start.mmul(visits)
  const fromPlace = visits.mmul(convert)
  const all = fromStart.mmul(convert).get(0, 0)
  return Array.from({ length: places }, (_, i) => {
    if (all <= 0) return 0
    const comes = fromStart.get(0, i) / visits.get(i, i)
    return Math.min(Math.max((comes * fromPlace.get(i, 0)) / all, 0), 1)
  })
}
