import { connect, engineAddresses, insertEvents, type Storage } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eachNumber } from '../test/each-number.js'
import { neededParams } from '../test/needed-params.js'
import { openTestStorage, testSite } from '../test/open-test-storage.js'
import { shopDay, smallShop } from '../test/small-shop.js'
import { answerReport, shapeOf } from './answer-report.js'
import { ReportError } from './core/report.js'
import { reports } from './registry.js'

const period = { from: '2026-02-20', to: '2026-03-10' }

let storage: Storage
beforeAll(async () => {
  storage = await openTestStorage()
  await insertEvents(storage.owner, smallShop('shop'))
  await insertEvents(storage.owner, oddNumbers())
  await storage.owner.command({ query: manyValues })
}, 120_000)
afterAll(() => storage.close())

/** The small shop with numbers that no page sends in earnest, as a broken sender may. */
const oddNumbers = () =>
  smallShop('odd').map((row, i) => ({
    ...row,
    value: row.value === undefined ? undefined : i % 2 ? 99_999_999_999_999 : -99_999_999_999_999,
    ...(row.kind === 'page_load' ? { fcp_ms: 3.4e38, lcp_ms: 3.4e38, cls: 1e38, hidden_at_ms: 1e308 } : {}),
    score: 3.4e38,
    visible_ms: 1e308,
    properties: { price: ['NaN', '1e999', '-inf', '0x1p9', ''][i % 5] as string, [`k${i}`]: '9'.repeat(900) },
  }))

/** Events that each have a value of their own, of visitors who all buy. A million of them were tried, too. */
const manyValues = `INSERT INTO events (site_id, event_id, kind, name, occurred_at, received_at, visitor_id, identity, device,
    path, properties, cart_id, currency, value, transaction_id)
  SELECT 'many', id, if(number % 4 < 2, 'touchpoint', 'cart'), ['page_view', 'view_item', 'add_to_cart', 'purchase'][number % 4 + 1],
    at, at, toString(intDiv(number, 4)), 'imported', 'mobile', concat('/', toString(number)), map('unique', toString(number)),
    toString(intDiv(number, 4)), 'EUR', 10, if(number % 4 = 3, toString(number), '')
  FROM (
    SELECT number, toDateTime('2026-03-01 00:00:00', 'UTC') + intDiv(number, 2) AS at, dateTimeToUUIDv7(at) AS id
    FROM numbers(100000)
  )`

const ask = (name: string, site: string, params: object = {}, reader = storage.reader) =>
  answerReport(
    {
      reader,
      sites: { site: (id) => testSite(id), all: () => [] },
      now: () => shopDay + 20 * 86_400_000,
    },
    name,
    { site_id: site, ...period, ...neededParams[name], ...params },
  )
const refusal = async (answer: Promise<unknown>) => {
  const error = await answer.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return error instanceof ReportError ? error : { kind: `not refused: ${error}`, message: '' }
}

describe.each(reports.map((report) => [report.name, report] as const))('%s', (name, report) => {
  const takes = (parameter: string) => parameter in shapeOf(report)

  it.runIf(takes('from')).each([
    ['an inverted range', { from: '2026-03-10', to: '2026-03-01' }, 'swap'],
    ['a day that does not exist', { from: '2026-02-30', to: '2026-03-01' }, 'not a day of the calendar'],
    ['a text for a day', { from: 'yesterday', to: '2026-03-01' }, 'must be a day such as'],
    ['a range of a lifetime', { from: '1990-01-01', to: '2026-03-01' }, 'ask for less'],
    ['an unknown time zone', { timezone: 'Europe/Atlantis' }, 'must be an IANA time zone'],
  ])('refuses %s with a sentence', async (_, params, sentence) => {
    const { kind, message } = await refusal(ask(name, 'shop', params))
    expect([kind, message]).toEqual(['invalid_parameters', expect.stringContaining(sentence)])
  })

  it.runIf(takes('from'))('answers days without any event', async () => {
    const answer = await ask(name, 'shop', { from: '2020-01-01', to: '2020-01-02' })
    eachNumber([answer.rows, answer.totals], (number) => expect(Number.isFinite(number)).toBe(true))
  })

  it('stays with finite numbers when events hold NaN and huge ones', async () => {
    const texts = takes('filters')
      ? [[], ...['gt', 'lt'].map((operator) => filtered('property:price', operator, [0]))]
      : [[]]
    for (const filters of texts) {
      const answer = await ask(name, 'odd', filters.length > 0 ? { filters } : {})
      eachNumber([answer.rows, answer.totals], (number) => expect(Number.isFinite(number)).toBe(true))
      expect(JSON.stringify(answer)).not.toMatch(/"(NaN|nan|inf|-inf|Infinity)"/)
    }
  })

  it.runIf(takes('breakdown'))(
    'is broken down by a hundred thousand values with a bounded answer, or says that it is too much',
    async () => {
      const answer = await ask(name, 'many', { breakdown: 'property:unique' }).catch((error: unknown) => error)
      if (answer instanceof Error) expect(answer).toMatchObject({ kind: 'limit_exceeded' })
      else expect(JSON.stringify(answer).length).toBeLessThan(2_000_000)
    },
    120_000,
  )

  it('ends at its limit of memory with a sentence', async () => {
    const { reader } = engineAddresses(storage.engine as NonNullable<Storage['engine']>)
    const poor = connect({ ...reader, url: `${reader.url}/?ch_max_memory_usage=200000` })
    const { kind, message } = await refusal(ask(name, 'many', {}, poor))
    await poor.close()
    expect([kind, message]).toEqual(['limit_exceeded', expect.stringContaining('needed more memory than its limit')])
  })

  it('ends at its limit of time with a sentence', async () => {
    const { reader } = engineAddresses(storage.engine as NonNullable<Storage['engine']>)
    const hurried = connect({ ...reader, url: `${reader.url}/?ch_max_execution_time=0.01` })
    const { kind, message } = await refusal(ask(name, 'many', {}, hurried))
    await hurried.close()
    expect([kind, message]).toEqual(['limit_exceeded', expect.stringMatching(/its time limit.*fewer days/)])
  })
})

const filtered = (dimension: string, operator: string, values: unknown[]) => [{ dimension, operator, values }]
