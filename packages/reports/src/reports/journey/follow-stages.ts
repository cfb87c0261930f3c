import { type Stage, stages } from '@touchline/events'
import type { ReportQuery } from '../../core/query.js'
import type { Spell } from '../../statistics/aalen-johansen.js'
import { countedStays, type IdleTimes, itemKinds, unpacked } from './counted-stays.js'
import type { JourneyScope } from './journey-moments.js'

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
  spells: Map<Stage, Required<Spell>[]>
}

const minutesADay = 24 * 60
const placeOf = (number: number) => places[number - 1] as Place

function raise<Key>(counts: Map<Key, number>, key: Key, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}

/** Follows every person through the stages up to `asOfMs`. A stage is never lost again; an idle time interrupts it. */
export async function followStages(query: ReportQuery, scope: JourneyScope, idle: IdleTimes): Promise<FollowedStages> {
  const all: FollowedStages = {
    persons: 0,
    entered: new Map(),
    reached: new Map(),
    now: new Map(),
    idledFrom: new Map(),
    transitions: new Map(),
    spells: new Map(),
  }
  for (const { item, persons } of await query<{ item: number; persons: number }>(countedStays(scope, idle))) {
    const { kind, from, to, more } = unpacked(item)
    if (kind === itemKinds.person) addPersons(all, placeOf(from), to, more, persons)
    else {
      if (kind === itemKinds.stay) addStays(all, stages[from - 1] as Stage, to, more, persons)
      if (to > 0) addTransitions(all, placeOf(from), placeOf(to), persons)
    }
  }
  return all
}

function addTransitions({ transitions }: FollowedStages, from: Place, to: Place, count: number): void {
  const key = `${from} ${to}`
  const known = transitions.get(key)
  if (known) known.count += count
  else transitions.set(key, { from, to, count })
}

function addStays({ spells }: FollowedStages, stage: Stage, ending: number, minutes: number, count: number): void {
  const ofStage = spells.get(stage) ?? []
  ofStage.push({ time: minutes / minutesADay, outcome: ending === 0 ? null : placeOf(ending), count })
  spells.set(stage, ofStage)
}

function addPersons(all: FollowedStages, now: Place, last: number, bits: number, count: number): void {
  all.persons += count
  raise(all.now, now, count)
  places.forEach((place, i) => {
    if ((bits >> (i + 1)) & 1) raise(all.entered, place, count)
  })
  stages.forEach((stage, i) => {
    if (i < last) raise(all.reached, stage, count)
    if ((bits >> (i + 9)) & 1) raise(all.idledFrom, stage, count)
  })
}
