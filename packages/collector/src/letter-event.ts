import type { Activity, DeadLetter } from '@touchline/storage'
import { clickHouseTime } from '@touchline/storage'

type Fields = Record<string, unknown>

// As the contract, GA4 and Segment name them: a refused line of an import stays as it came.
const visitorFields = ['visitor_id', 'user_pseudo_id', 'anonymousId', 'previousId']
const userFields = ['user_id', 'userId']

/** The event that a dead letter holds, as far as its text can still be read; an import's is text in text. */
export function letterEvent(raw: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(raw)
    const event: unknown = typeof value === 'string' ? JSON.parse(value) : value
    if (typeof event === 'object' && event !== null && !Array.isArray(event)) return event as Fields
  } catch {
    // no JSON, or cut off
  }
  return undefined
}

/** Whose a dead letter is, and when it happened; a time that cannot be read counts as long ago. */
export function letterActivity({ site_id, received_at, raw }: DeadLetter): Activity {
  const event = letterEvent(raw) ?? foundIn(raw)
  const text = (names: string[]) =>
    String(names.map((name) => event[name]).find((id) => id !== undefined && id !== null) ?? '')
  return {
    site_id,
    received_at,
    visitor_id: text(visitorFields),
    user_id: text(userFields),
    occurred_at: timeOf(event.occurred_at ?? event.timestamp),
  }
}

function foundIn(raw: string): Fields {
  const text = raw.replaceAll('\\"', '"')
  const found = [...visitorFields, ...userFields].map((name) => [
    name,
    new RegExp(`"${name}"\\s*:\\s*"([^"]*)"`).exec(text)?.[1],
  ])
  return Object.fromEntries(found) as Fields
}

function timeOf(value: unknown): string {
  // A row's own time is UTC without saying so.
  const zoned = typeof value === 'string' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+$/.test(value) ? `${value}Z` : value
  const time = typeof zoned === 'number' || typeof zoned === 'string' ? new Date(zoned) : undefined
  if (!time || Number.isNaN(time.getTime()) || time.getUTCFullYear() > 9999 || time.getUTCFullYear() < 0) return ''
  return clickHouseTime(time.getTime())
}
