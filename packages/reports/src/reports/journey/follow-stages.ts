import { type Stage, stages } from '@touchline/events'
import type { Spell } from '../../statistics/aalen-johansen.js'
import type { JourneyHistory } from './journey-moments.js'

/** Where a person can be: in a stage, or idle for too long before or after the first purchase. */
export type Place = Stage | 'lapsed' | 'churned'
export const places: readonly Place[] = [...stages, 'lapsed', 'churned']

/** What all journeys together come to. */
export interface FollowedStages {
  persons: number
  /** Persons who were ever in a stage, and who came to it or a later one. */
  entered: Map<Place, number>
  reached: Map<Stage, number>
  now: Map<Place, number>
  /** Persons who ever lapsed or churned out of a stage, and out of any. */
  idledFrom: Map<Stage, number>
  transitions: Map<string, { from: Place; to: Place; count: number }>
  /** In days. */
  spells: Map<Stage, Map<string, Required<Spell>>>
}

const dayMs = 86_400_000
const afterPurchase = stages.indexOf('delivery_use')
const bump = <Key>(counts: Map<Key, number>, key: Key) => counts.set(key, (counts.get(key) ?? 0) + 1)

/** Follows every person through the stages up to `asOfMs`. A stage is never lost again; an idle time interrupts it. */
export function followStages(
  histories: readonly JourneyHistory[],
  { asOfMs, lapseMs, churnMs }: { asOfMs: number; lapseMs: number; churnMs: number },
): FollowedStages {
  const all: FollowedStages = {
    persons: histories.length,
    entered: new Map(),
    reached: new Map(),
    now: new Map(),
    idledFrom: new Map(),
    transitions: new Map(),
    spells: new Map(),
  }
  const move = (from: Place, to: Place) => {
    const key = `${from} ${to}`
    const transition = all.transitions.get(key)
    if (transition) transition.count++
    else all.transitions.set(key, { from, to, count: 1 })
  }
  const endSpell = (stage: Stage, ms: number, outcome: Place | null) => {
    const time = ms / dayMs
    const ofStage = all.spells.get(stage) ?? new Map<string, Required<Spell>>()
    const spell = ofStage.get(`${time} ${outcome}`)
    if (spell) spell.count++
    else ofStage.set(`${time} ${outcome}`, { time, outcome, count: 1 })
    all.spells.set(stage, ofStage)
  }

  for (const { moments, lastMs } of histories) {
    const entered = new Set<Place>()
    const idledFrom = new Set<Stage>()
    let current = 0
    let sinceMs = moments[0]?.at ?? asOfMs
    entered.add(stages[0])
    const stage = () => stages[current] as Stage
    const idle = () =>
      current < afterPurchase ? { place: 'lapsed' as const, ms: lapseMs } : { place: 'churned' as const, ms: churnMs }
    const goIdle = (atMs: number) => {
      const { place } = idle()
      endSpell(stage(), atMs - sinceMs, place)
      move(stage(), place)
      entered.add(place)
      idledFrom.add(stage())
      return place
    }
    for (const { at, before, rank } of moments) {
      const next = Math.max(current, rank - 1)
      const { ms } = idle()
      if (at - before >= ms) {
        const place = goIdle(before + ms)
        current = next
        move(place, stage())
        sinceMs = at
      } else if (next > current) {
        endSpell(stage(), at - sinceMs, stages[next] as Stage)
        move(stage(), stages[next] as Stage)
        current = next
        sinceMs = at
      }
      entered.add(stage())
    }
    const { ms } = idle()
    if (asOfMs - lastMs >= ms) bump(all.now, goIdle(lastMs + ms))
    else {
      endSpell(stage(), asOfMs - sinceMs, null)
      bump(all.now, stage())
    }
    for (const place of entered) bump(all.entered, place)
    for (const from of idledFrom) bump(all.idledFrom, from)
    for (const reached of stages.slice(0, current + 1)) bump(all.reached, reached)
  }
  return all
}
