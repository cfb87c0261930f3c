import { readFileSync } from 'node:fs'
import { kindOf, uuidV7 } from '@touchline/events'
import { clickHouseTime, type EventRow } from '@touchline/storage'

export interface CaseEvent {
  visitor: string
  time: string
  name: string
  props?: Record<string, unknown>
}
export interface Case {
  id: string
  kind: string
  title: string
  given: { events: CaseEvent[]; same_person?: string[][]; visitors?: Record<string, Record<string, unknown>> }
  // biome-ignore lint/suspicious/noExplicitAny: each kind of case asks and expects something else
  ask: any
  // biome-ignore lint/suspicious/noExplicitAny: see above
  expect: any
  // biome-ignore lint/suspicious/noExplicitAny: see above
  debatable?: any
}

/** The cases of one file of test/cases. */
export function readCases(file: string): Case[] {
  const text = readFileSync(new URL(`./cases/${file}`, import.meta.url), 'utf8')
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Case)
}

const columns = [
  'path',
  'url',
  'browser',
  'os',
  'device',
  'country',
  'page_type',
  'source',
  'medium',
  'campaign',
] as const

/** The rows of a case's events, as an import would store them; arrival order is the order of ids of one millisecond. */
export function caseRows(one: Case, siteId: string): EventRow[] {
  const row = (event: CaseEvent, arrival: number): EventRow => {
    const ms = Date.parse(event.time)
    const random = new Uint8Array(10)
    random.set([(arrival >> 8) & 0x0f, arrival & 0xff])
    const result: EventRow = {
      site_id: siteId,
      event_id: uuidV7(ms, random),
      kind: kindOf(event.name),
      name: event.name,
      occurred_at: clickHouseTime(ms),
      received_at: clickHouseTime(ms),
      visitor_id: event.visitor,
      identity: 'imported',
      properties: {},
    }
    for (const [key, value] of Object.entries(event.props ?? {})) {
      const column = columns.find((name) => name === key)
      if (column) result[column] = String(value)
      else if (result.properties) result.properties[key] = String(value)
    }
    return result
  }
  const links = (one.given.same_person ?? []).flatMap((group) =>
    group.map((visitor) => ({ visitor, user: personOf(one, visitor), time: one.given.events[0]?.time ?? '' })),
  )
  const traits = Object.entries(one.given.visitors ?? {}).map(([visitor, props]) => ({ visitor, props }))
  return [
    ...one.given.events.map(row),
    ...links.map(({ visitor, user, time }, i) => ({
      ...row({ visitor, time, name: 'identify' }, 2000 + i),
      user_id: user,
    })),
    ...traits.map(({ visitor, props }, i) => ({
      ...row({ visitor, time: one.given.events[0]?.time ?? '', name: 'identify', props }, 3000 + i),
      user_id: personOf(one, visitor),
    })),
  ]
}

/** The id of the person that a visitor of a case is. */
export function personOf(one: Case, visitor: string): string {
  const group = one.given.same_person?.find((members) => members.includes(visitor))
  return group ? `user-${group[0]}` : visitor
}
