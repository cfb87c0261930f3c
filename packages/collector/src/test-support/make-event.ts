import { randomBytes } from 'node:crypto'
import { type TouchlineEvent, uuidV7 } from '@touchline/events'
import { clickHouseTime, type EventRow } from '@touchline/storage'

/** A new event id of a time. */
export const newId = (time = Date.now()) => uuidV7(time, randomBytes(10))

/** A page view of now, changed as the test needs. */
export function pageView(changes: Record<string, unknown> = {}): TouchlineEvent {
  const now = Date.now()
  return {
    kind: 'touchpoint',
    name: 'page_view',
    event_id: newId(now),
    occurred_at: now,
    page: { url: 'https://shop.example/p/1' },
    ...changes,
  } as TouchlineEvent
}

/** A row as the collector makes one. */
export function makeRow(changes: Partial<EventRow> = {}): EventRow {
  const now = Date.now()
  return {
    site_id: 'shop',
    event_id: newId(now),
    kind: 'touchpoint',
    name: 'page_view',
    occurred_at: clickHouseTime(now),
    received_at: clickHouseTime(now),
    visitor_id: 'v1',
    identity: 'first_party',
    ...changes,
  }
}
