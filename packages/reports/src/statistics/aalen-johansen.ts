import { z95 } from './normal-quantile.js'

/** Time spent in a state, and how it ended. */
export interface Spell {
  time: number
  /** What ended it; null: still open when last seen (censored). */
  outcome: string | null
  /** How many such spells there are; default 1. */
  count?: number
}

interface IncidencePoint {
  time: number
  atRisk: number
  ended: number
  endedBy: ReadonlyMap<string, number>
  /** Share still in the state just before and just after `time`. */
  before: number
  after: number
}

/** An Aalen-Johansen estimate: a point for each time at which a spell ended. */
export interface IncidenceCurve {
  points: IncidencePoint[]
  spells: number
  outcomes: string[]
  lastTime: number
}

/**
 * The cumulative incidence of each outcome when every spell ends in one of several: an outcome makes the others
 * impossible, it does not censor them. At equal times ends come before censorings.
 * Source: O. O. Aalen and S. Johansen, Scandinavian Journal of Statistics 5 (1978) 141-150.
 */
export function aalenJohansen(spells: readonly Spell[]): IncidenceCurve {
  const changes = new Map<number, { leave: number; endedBy: Map<string, number> }>()
  const outcomes = new Set<string>()
  let atRisk = 0
  for (const { time, outcome, count = 1 } of spells) {
    const change = changes.get(time) ?? { leave: 0, endedBy: new Map<string, number>() }
    change.leave += count
    if (outcome !== null) {
      outcomes.add(outcome)
      change.endedBy.set(outcome, (change.endedBy.get(outcome) ?? 0) + count)
    }
    changes.set(time, change)
    atRisk += count
  }
  const total = atRisk
  const times = [...changes].sort(([a], [b]) => a - b)
  const points: IncidencePoint[] = []
  let before = 1
  for (const [time, { leave, endedBy }] of times) {
    const ended = [...endedBy.values()].reduce((sum, count) => sum + count, 0)
    if (ended > 0) {
      const after = ended === atRisk ? 0 : before * (1 - ended / atRisk)
      points.push({ time, atRisk, ended, endedBy, before, after })
      before = after
    }
    atRisk -= leave
  }
  return { points, spells: total, outcomes: [...outcomes].sort(), lastTime: times.at(-1)?.[0] ?? 0 }
}

/** The share that had this outcome by `time`, with a 95% interval where one exists. */
export interface Incidence {
  value: number
  low: number | null
  high: number | null
}

/**
 * Cumulative incidence at `time`: Aalen's variance by the delta method, interval on the log-log scale.
 * Source: E. Marubini and M. G. Valsecchi, Analysing Survival Data from Clinical Trials, section 10.4.
 * @returns null beyond the last observation while spells are still open
 */
export function incidenceAt(curve: IncidenceCurve, outcome: string, time: number): Incidence | null {
  const points = curve.points.filter((point) => point.time <= time)
  if (curve.spells === 0 || (time > curve.lastTime && (points.at(-1)?.after ?? 1) > 0)) return null
  let value = 0
  const sums = points.map((point) => {
    const ended = point.endedBy.get(outcome) ?? 0
    value += (point.before * ended) / point.atRisk
    return { ...point, ended, all: point.ended, incidence: value }
  })
  let variance = 0
  for (const { atRisk, all, ended, before, incidence } of sums) {
    const rest = value - incidence
    if (all < atRisk) variance += (rest * rest * all) / (atRisk * (atRisk - all))
    variance += (before * before * (atRisk - ended) * ended) / atRisk ** 3
    variance -= (2 * rest * before * ended) / atRisk ** 2
  }
  if (value <= 0 || value >= 1 || !(variance > 0)) return { value, low: null, high: null }
  const reach = (z95 * Math.sqrt(variance)) / Math.abs(value * Math.log(value))
  return { value, low: value ** Math.exp(reach), high: value ** Math.exp(-reach) }
}

/** The earliest time by which half of the spells had ended, whatever ended them; null when they had not. */
export function medianStay({ points }: IncidenceCurve): number | null {
  return points.find(({ after }) => after <= 0.5 + 1e-12)?.time ?? null
}
