import { insertEvents, type Storage } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caseRows, readCases } from '../../../test/case-rows.js'
import { openTestStorage, testSite } from '../../../test/open-test-storage.js'
import { answerReport } from '../../answer-report.js'

const cases = readCases('paths.jsonl')

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
    'paths',
    { site_id: site, from: '2026-01-01', to: '2026-01-31', unit: 'visitor', ...params },
  )

describe('paths cases', () => {
  for (const one of cases) {
    it(`${one.id} ${one.title}`, async () => {
      const { node: by, after, direction } = one.ask
      const [first, ...through] = after as string[]
      const answer = await ask(one.id, { by, [direction === 'forward' ? 'start' : 'end']: first, through })
      const rows = answer.rows as { position: number; from: string | null; to: string | null; count: number }[]
      const nodes = answer.totals.nodes as { node: string; count: number }[]
      const next =
        after.length === 0
          ? nodes.map(({ node, count }) => [node, count])
          : rows
              .filter(({ position }) => position === after.length)
              .map(({ from, to, count }) => [direction === 'forward' ? to : from, count])
              .filter(([node]) => node !== null)
      expect(Object.fromEntries(next)).toEqual(one.expect.visitors)
    })
  }
})
