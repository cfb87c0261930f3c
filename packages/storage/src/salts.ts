import { setTimeout as delay } from 'node:timers/promises'
import type { ClickHouseClient } from '@clickhouse/client'
import { inTime } from './in-time.js'

const dayMs = 86_400_000
const dateOf = (day: number) => new Date(day * dayMs).toISOString().slice(0, 10)

const offers = 3
const looks = 20
const lookAgainMs = 50

/**
 * The salt of a day that every collector uses: the first that one of them offers.
 * @param day days since the epoch, UTC
 * @throws Error when the server fails
 */
export async function agreeOnSalt(client: ClickHouseClient, day: number, offered: string): Promise<string> {
  const date = dateOf(day)
  const found = await firstSalt(client, date)
  if (found) return found
  for (let offer = 0; offer < offers; offer++) {
    await client.insert({
      table: 'salts',
      values: [{ day: date, salt: offered }],
      format: 'JSONEachRow',
      // Of several inserts with one token the server stores the first. A server that died between writing down the
      // token and storing the row has neither for anyone, so a later offer has a token of its own.
      clickhouse_settings: { async_insert: 0, insert_deduplicate: 1, insert_deduplication_token: `${date} ${offer}` },
      abort_signal: inTime(),
    })
    // Another's row may be under way, which is why this one was not stored.
    for (let look = 0; look < looks; look++) {
      const first = await firstSalt(client, date)
      if (first) return first
      await delay(lookAgainMs)
    }
  }
  throw new Error(`ClickHouse keeps no salt for ${date}.`)
}

async function firstSalt(client: ClickHouseClient, date: string): Promise<string | undefined> {
  const result = await client.query({
    query: 'SELECT salt FROM salts WHERE day = {date:Date} ORDER BY created_at, salt LIMIT 1',
    query_params: { date },
    format: 'JSONEachRow',
    abort_signal: inTime(),
  })
  return (await result.json<{ salt: string }>())[0]?.salt
}

/** Destroys the salts of all days before `day` (days since the epoch, UTC). */
export async function destroySaltsBefore(client: ClickHouseClient, day: number): Promise<void> {
  const result = await client.query({
    query: 'SELECT DISTINCT toString(day) AS date FROM salts WHERE day < {date:Date}',
    query_params: { date: dateOf(day) },
    format: 'JSONEachRow',
    abort_signal: inTime(),
  })
  for (const { date } of await result.json<{ date: string }>()) {
    // Unlike a mutation it leaves no copy that waits for a merge.
    await client.command({
      query: 'ALTER TABLE salts DROP PARTITION {date:String}',
      query_params: { date },
      abort_signal: inTime(),
    })
  }
}
