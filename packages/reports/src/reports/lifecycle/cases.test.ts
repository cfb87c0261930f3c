import { insertEvents, type Storage } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caseRows, readCases } from '../../../test/case-rows.js'
import { openTestStorage, testSite } from '../../../test/open-test-storage.js'
import { answerReport } from '../../answer-report.js'

const cases = readCases('lifecycle.jsonl')

let storage: Storage
beforeAll(async () => {
  storage = await openTestStorage()
  await insertEvents(
    storage.owner,
    cases.flatMap((one) => caseRows(one, one.id)),
  )
})
afterAll(() => storage.close())

const answer = (site: string, params: object) =>
  answerReport(
    { reader: storage.reader, sites: { site: (id) => testSite(id), all: () => [] }, now: () => Date.UTC(2026, 6, 1) },
    'lifecycle',
    { site_id: site, ...params },
  )

describe('lifecycle cases', () => {
  for (const one of cases) {
    it(`${one.id} ${one.title}`, async () => {
      expect(one.kind).toBe('lifecycle_activity')
      const { period, range, event } = one.ask
      const { rows } = await answer(one.id, { period, ...range, event })
      for (const figure of ['new', 'returning', 'resurrecting', 'dormant']) {
        expect(rows.map((row) => row[figure])).toEqual(one.expect[figure])
      }
    })
  }

  it('compares each period with the one before', async () => {
    const { rows, totals } = await answer('lc-001', { period: 'day', from: '2020-01-12', to: '2020-01-14' })
    expect(rows.map(({ active, kept }) => [active, kept])).toMatchObject([
      [3, { numerator: 1, denominator: 1 }],
      [1, { numerator: 1, denominator: 3 }],
      [0, { numerator: 0, denominator: 1 }],
    ])
    expect(totals).toMatchObject({ units: 3, kept: { numerator: 2, denominator: 5 } })
  })
})
