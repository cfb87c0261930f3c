import type { ClickHouseClient } from '@clickhouse/client'
import { inTime } from './in-time.js'

/** An event that could not be stored: where it failed, why, and the event itself (at most 16 KiB). */
export interface DeadLetter {
  received_at: string
  site_id: string
  /** parse, validate, clock, or insert */
  stage: string
  reason: string
  clickhouse_code?: number
  event_id: string
  raw: string
}

/** Stores dead letters; they are deleted after 30 days. */
export async function insertDeadLetters(client: ClickHouseClient, letters: DeadLetter[]): Promise<void> {
  if (letters.length === 0) return
  await client.insert({ table: 'dead_letters', values: letters, format: 'JSONEachRow', abort_signal: inTime() })
}
