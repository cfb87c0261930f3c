import { insertEvents, type Storage } from '@touchline/storage'
import { DateTime } from 'luxon'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Case, caseRows, personOf, readCases } from '../../../test/case-rows.js'
import { openTestStorage, testSite } from '../../../test/open-test-storage.js'
import { answerReport } from '../../answer-report.js'

const cases = readCases('funnel.jsonl')

let storage: Storage
beforeAll(async () => {
  storage = await openTestStorage()
  await insertEvents(
    storage.owner,
    cases.flatMap((one) => caseRows(one, one.id)),
  )
})
afterAll(() => storage.close())

const ask = (site: string, params: object) =>
  answerReport(
    { reader: storage.reader, sites: { site: (id) => testSite(id), all: () => [] }, now: () => Date.UTC(2026, 6, 1) },
    'funnel',
    { site_id: site, ...params },
  )

type Condition = { prop: string; op: string; value?: unknown }
const where = (conditions: Condition[] | undefined) =>
  conditions?.map(({ prop, op, value }) => ({ property: prop, operator: op, value }))

const ofVisitor = (one: Condition | { all: Condition[] }): object =>
  'all' in one
    ? { all: one.all.map(ofVisitor) }
    : { dimension: `visitor.${one.prop}`, operator: one.op === 'eq' ? 'is' : one.op, values: [one.value] }

/** A case's question in the words of the report. */
function paramsOf(one: Case) {
  const {
    steps,
    order,
    window,
    range,
    tz = 'UTC',
    filters = [],
    visitor_filter,
    by,
    exclude,
    breakdown,
    time_to_convert,
    funnel_trend,
    direction,
  } = one.ask
  const days = one.given.events.map((event) => DateTime.fromISO(event.time, { zone: tz }).toISODate() ?? '').sort()
  return {
    from: range?.from ?? days[0] ?? '2024-01-01',
    to: range?.to ?? days.at(-1) ?? '2024-01-01',
    timezone: tz,
    steps: steps.map((step: { where?: Condition[] }) => ({ ...step, where: where(step.where) })),
    order,
    window,
    direction,
    filters: [
      ...filters.map(({ prop, value }: Condition) => ({ dimension: prop, operator: 'is', values: [value] })),
      ...(visitor_filter ? [{ any: visitor_filter.any.map(ofVisitor) }] : []),
    ],
    ...(by && by !== 'visitor' ? { hold: by.prop } : {}),
    exclude: exclude?.map((e: { where?: Condition[] }) => ({ ...e, where: where(e.where) })),
    breakdown: breakdown && { properties: breakdown.props, attribution: breakdown.attribution, step: breakdown.step },
    time_to_convert,
    trend: funnel_trend,
  }
}

type Row = { count: number; mean_s: number | null; median_s: number | null; dropped: number }
const shares = (rates: { rate: number | null }[]) => rates.map(({ rate }) => Math.round((rate ?? 0) * 10_000) / 100)

describe('funnel cases', () => {
  for (const one of cases) {
    it(`${one.id} ${one.title}`, async () => {
      const params = paramsOf(one)
      const answer = await ask(one.id, params)
      const rows = answer.rows as Row[]
      // biome-ignore lint/suspicious/noExplicitAny: the parts asked for differ by case
      const totals = answer.totals as any
      const { expect: expected } = one
      if (expected.counts) expect(rows.map((row) => row.count)).toEqual(expected.counts)
      if (expected.avg_s) expect(rows.map((row) => row.mean_s)).toEqual(expected.avg_s)
      if (expected.median_s) expect(rows.map((row) => row.median_s)).toEqual(expected.median_s)
      for (const [step, visitors] of Object.entries<string[]>(expected.visitors ?? {})) {
        const { totals } = await ask(one.id, { ...params, people: { step: Number(step) } })
        expect((totals.people as string[]).sort()).toEqual(visitors.map((visitor) => personOf(one, visitor)).sort())
      }
      if (expected.breakdowns) {
        const found = totals.breakdowns.map(({ value, rows }: { value: string[]; rows: Row[] }) => ({
          value,
          counts: rows.map((row) => row.count),
          avg_s: rows.map((row) => row.mean_s),
        }))
        expect(found).toHaveLength(expected.breakdowns.length)
        for (const { visitors: _, ...wanted } of expected.breakdowns)
          expect(found).toContainEqual(expect.objectContaining(wanted))
      }
      if (expected.rows) {
        const trend = totals.trend.map((row: { from: string; entered: number; converted: number }) => [
          row.from,
          row.entered,
          row.converted,
        ])
        expect(trend).toEqual(expected.rows)
      }
      if (expected.mean_s) expect(totals.time_to_convert.mean_s).toBeCloseTo(expected.mean_s, 6)
      if (expected.seconds_sorted) expect(totals.time_to_convert.n).toBe(expected.seconds_sorted.length)
      if (expected.bins) {
        expect(totals.time_to_convert.bins.map((bin: { from_s: number; n: number }) => [bin.from_s, bin.n])).toEqual(
          expected.bins,
        )
      }
      if ('all_visitors' in expected) expect(totals.units).toBe(expected.all_visitors)
      if ('entering_pct' in expected) expect(shares([totals.entering])).toEqual([expected.entering_pct])
      if ('never_entering' in expected) expect(totals.units - totals.entered).toBe(expected.never_entering)
      if (expected.pct_of_first) {
        expect(shares(answer.rows.map((row) => row.from_first as { rate: number | null }))).toEqual(
          expected.pct_of_first,
        )
      }
      if (expected.dropoff) expect(rows.map((row) => row.dropped)).toEqual(expected.dropoff)
    })
  }
})
