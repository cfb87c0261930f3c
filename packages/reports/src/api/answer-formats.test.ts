import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openTestApi, type TestApi } from '../../test/open-test-api.js'
import { rowsToColumnar } from '../core/columnar.js'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const period = { from: '2026-02-20', to: '2026-03-10' }
const steps = ['view_item', '=1+1']
const ask = (query: string, accept?: string) =>
  api.send('POST', `/v1/reports/funnel${query}`, { body: { ...period, steps }, accept })

let tables = 0
/** What ClickHouse finds in a file. */
async function readBack(bytes: Buffer, format: 'Parquet' | 'ArrowStream', columns: string) {
  const { owner } = api.storage
  const table = `back_${tables++}`
  await owner.command({ query: `CREATE TABLE ${table} (${columns}) ENGINE = Memory` })
  const { stream } = await owner.exec({
    query: `INSERT INTO ${table} FORMAT ${format}`,
    values: Readable.from([bytes]),
  })
  stream.resume()
  const result = await owner.query({ query: `SELECT * FROM ${table}`, format: 'JSONEachRow' })
  return result.json()
}

describe('Parquet and Arrow', () => {
  it.each([
    ['parquet', 'application/vnd.apache.parquet', 'Parquet'],
    ['arrow', 'application/vnd.apache.arrow.stream', 'ArrowStream'],
  ] as const)('%s by parameter and by Accept: the rows with their types', async (format, type, reader) => {
    for (const answer of [await ask(`?format=${format}`), await ask('', type)]) {
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type])
      expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="funnel.${format}"`)
      const columns =
        'step Nullable(Float64), name Nullable(String), optional Nullable(Bool), `from_previous.rate` Nullable(Float64), mean_s Nullable(Float64)'
      expect(await readBack(Buffer.from(await answer.arrayBuffer()), reader, columns)).toEqual([
        { step: 1, name: 'view_item', optional: false, 'from_previous.rate': 1, mean_s: null },
        { step: 2, name: '=1+1', optional: false, 'from_previous.rate': 0, mean_s: null },
      ])
    }
  })

  it('have the same columns when there are no rows, and take text of any kind and many rows', async () => {
    const row = z.object({
      value: z.string().nullable(),
      share: z.object({ n: z.number() }),
      more: z.array(z.string()),
    })
    const empty = await rowsToColumnar(api.storage.reader, row, [], 'parquet')
    const columns = 'value Nullable(String), `share.n` Nullable(Float64), more Nullable(String)'
    expect(await readBack(empty, 'Parquet', columns)).toEqual([])
    const value = 'Ghế "gỗ"\n\\ \u0001'
    const rows = Array.from({ length: 30_000 }, (_, n) => ({ value, share: { n: n / 8 }, more: [value] }))
    const back = await readBack(await rowsToColumnar(api.storage.reader, row, rows, 'parquet'), 'Parquet', columns)
    expect(back).toHaveLength(rows.length)
    expect(back[1]).toEqual({ value, 'share.n': 1 / 8, more: JSON.stringify([value]) })
  })
})
