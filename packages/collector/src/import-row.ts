import { hash } from 'node:crypto'
import { type ImportFormat, type ImportLine, importLineSchema, kindOf, uuidV7, uuidV7Time } from '@touchline/events'
import { clickHouseTime, type EventRow } from '@touchline/storage'
import { z } from 'zod'
import { cleanText } from './clean-text.js'
import { addEventColumns, addText } from './event-columns.js'
import { explain } from './explain.js'
import { mapRow } from './import-formats/import-mapper.js'

// With a fast path for valid lines that zod generates from the schema.
const compiledLine = z.compile(importLineSchema)
// What both DateTime64(3) and the weekly partitions of the event id can hold.
const latestMs = Date.UTC(2200, 0, 1)
const uuidV7Pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** The row of an import line in one of the formats, or why it has none. */
export function importRow(
  text: string,
  siteId: string,
  receivedAt: number,
  format: ImportFormat = 'touchline',
): EventRow | { reason: string } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { reason: 'not JSON' }
  }
  const mapped = mapRow(json, format)
  if (!('line' in mapped)) return mapped
  const parsed = compiledLine.safeParse(mapped.line)
  if (!parsed.success) return { reason: explain(parsed.error) }
  const line = { ...parsed.data, occurred_at: Math.trunc(parsed.data.occurred_at) }
  const kind = kindOf(line.name)
  if (line.kind && line.kind !== kind) return { reason: `kind: ${line.name} is of kind ${kind}` }
  if (kind === 'identify' && !line.user_id) return { reason: 'user_id: identify needs one' }
  if (line.occurred_at > latestMs) return { reason: 'occurred_at: after the year 2199' }

  const visitor = visitorOf(line)
  const row: EventRow = {
    site_id: siteId,
    event_id: eventId(line),
    kind,
    name: line.name,
    occurred_at: clickHouseTime(line.occurred_at),
    received_at: clickHouseTime(receivedAt),
    visitor_id: visitor,
    identity: visitor ? 'imported' : 'none',
    trusted: 1,
    sdk: 'import',
  }
  addText(row, 'session_id', line.session_id)
  addText(row, 'user_id', line.user_id)
  addDeviceColumns(row, line)
  addEventColumns(row, line)
  return row
}

/** A line of a customer without a browser, such as an order taken in a store, belongs to a visitor of the user's own. */
function visitorOf({ visitor_id, user_id }: ImportLine): string {
  if (visitor_id) return cleanText(visitor_id)
  return user_id ? cleanText(`user:${user_id}`) : ''
}

const deviceColumns = { device: 32, browser: 64, os: 64, language: 64 } as const

/** What the line says of the device; a property of that name counts when it does not, and stays a property too. */
function addDeviceColumns(row: EventRow, line: ImportLine): void {
  for (const [column, maxLength] of Object.entries(deviceColumns) as [keyof typeof deviceColumns, number][]) {
    const property = line.properties?.[column]
    const fits = typeof property === 'string' && property.length <= maxLength
    addText(row, column, line[column] ?? (fits ? property : undefined))
  }
  const property = line.properties?.country
  const fits = typeof property === 'string' && /^[A-Z]{2}$/.test(property)
  addText(row, 'country', line.country ?? (fits ? property : undefined))
}

/** A UUIDv7 that is the same each time the line is imported. */
function eventId(line: ImportLine): string {
  const given = line.event_id?.toLowerCase()
  if (given && uuidV7Pattern.test(given) && uuidV7Time(given) <= latestMs) return given
  const content = line.event_id ?? canonical(line)
  return uuidV7(line.occurred_at, hash('sha256', content, 'buffer'))
}

/** JSON with sorted keys: the order in which a line was written is no content. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
