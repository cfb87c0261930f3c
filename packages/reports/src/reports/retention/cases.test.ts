import { insertEvents, type Storage } from '@touchline/storage'
import { DateTime } from 'luxon'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Case, type CaseEvent, caseRows, readCases } from '../../../test/case-rows.js'
import { openTestStorage, testSite } from '../../../test/open-test-storage.js'
import { answerReport } from '../../answer-report.js'

interface Cohort {
  week: string
  size: number
  returned: number[]
}

/** Cohorts that a case gives as sizes, as the events of as many persons. */
function cohortEvents(cohorts: Cohort[]): CaseEvent[] {
  return cohorts.flatMap(({ week, returned }, cohort) =>
    returned.flatMap((count, later) =>
      Array.from({ length: count }, (_, person) => ({
        visitor: `${cohort}-${person}`,
        time: DateTime.fromISO(week, { zone: 'UTC' }).plus({ weeks: later, seconds: person }).toISO() ?? '',
        name: 'view',
      })),
    ),
  )
}

const cases = readCases('retention.jsonl').map((one): Case => {
  const cohorts = (one.given as { cohorts?: Cohort[] }).cohorts
  return cohorts ? { ...one, given: { events: cohortEvents(cohorts) } } : one
})

let storage: Storage
beforeAll(async () => {
  storage = await openTestStorage()
  await insertEvents(
    storage.owner,
    cases.flatMap((one) => caseRows(one, one.id)),
  )
})
afterAll(() => storage.close())

const ask = (site: string, params: object, now = Date.UTC(2026, 6, 1)) =>
  answerReport(
    { reader: storage.reader, sites: { site: (id) => testSite(id), all: () => [] }, now: () => now },
    'retention',
    {
      site_id: site,
      ...params,
    },
  )

/** A case's question in the words of the report: as many cohorts as the case has rows. */
function paramsOf({ ask: asked, expect: expected }: Case) {
  const zone = asked.tz ?? 'UTC'
  const from = DateTime.fromISO(asked.first_period, { zone })
  const more = asked.period === 'hour' ? { days: 0 } : { [asked.period]: expected.matrix.length - 1 }
  return {
    from: from.toISODate(),
    to: from.plus(more).toISODate(),
    timezone: zone,
    start: asked.start,
    return: asked.back,
    period: asked.period,
    periods: asked.periods,
    cohort: asked.cohort,
    week_start: asked.week_start ?? 'sunday',
    cumulative: asked.cumulative ?? false,
    min_occurrences: asked.min_occurrences ?? 1,
    filters: asked.filters?.map(({ prop, value }: { prop: string; value: unknown }) => ({
      dimension: prop,
      operator: 'is',
      values: [value],
    })),
  }
}

describe('retention cases', () => {
  for (const one of cases) {
    it(`${one.id} ${one.title}`, async () => {
      if (one.kind === 'retention') {
        const { rows } = await ask(one.id, paramsOf(one))
        expect(rows.map(({ values }) => values)).toEqual(one.expect.matrix)
        expect(rows.map(({ size }) => size)).toEqual(one.expect.matrix.map(([size]: number[]) => size))
        return
      }
      expect(one.kind).toBe('retention_average')
      // The day is over: what happened on it is known.
      const asOf = Date.parse(`${one.ask.as_of}T23:59:59Z`)
      const { totals } = await ask(
        one.id,
        { from: '2024-01-07', to: '2024-01-27', period: one.ask.period, week_start: 'sunday', periods: 4, as_of: asOf },
        asOf,
      )
      const shares = (totals.average as { rate: { rate: number } }[]).map(
        ({ rate }) => Math.round(rate.rate * 100) / 100,
      )
      expect(shares).toEqual(one.expect.share)
    })
  }
})
