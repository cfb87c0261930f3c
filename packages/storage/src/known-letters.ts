import { createHash } from 'node:crypto'
import type { ClickHouseClient } from '@clickhouse/client'
import type { DeadLetter } from './dead-letters.js'
import { inTime } from './in-time.js'

const chunkLetters = 1000
const fingerprint = ({ raw }: DeadLetter) => createHash('md5').update(raw).digest('hex').toUpperCase()

/** Those of a site's letters whose event is not among its dead letters yet: an import that is repeated refuses them again. */
export async function withoutKnownLetters(client: ClickHouseClient, letters: DeadLetter[]): Promise<DeadLetter[]> {
  const known = new Set<string>()
  for (let start = 0; start < letters.length; start += chunkLetters) {
    const chunk = letters.slice(start, start + chunkLetters)
    const result = await client.query({
      query: `SELECT DISTINCT site_id, hex(MD5(raw)) AS print FROM dead_letters
        WHERE site_id IN {sites:Array(String)} AND print IN {prints:Array(String)}`,
      query_params: {
        sites: [...new Set(chunk.map(({ site_id }) => site_id))],
        prints: [...new Set(chunk.map(fingerprint))],
      },
      format: 'JSONEachRow',
      abort_signal: inTime(),
    })
    const rows = await result.json<{ site_id: string; print: string }>()
    for (const { site_id, print } of rows) known.add(`${site_id} ${print}`)
  }
  return letters.filter((letter) => !known.has(`${letter.site_id} ${fingerprint(letter)}`))
}
