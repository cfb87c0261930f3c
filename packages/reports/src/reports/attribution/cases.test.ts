import type { Storage } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Case, readCases } from '../../../test/case-rows.js'
import { type Doing, insertPeople } from '../../../test/insert-people.js'
import { openTestStorage, testSite } from '../../../test/open-test-storage.js'
import { answerReport } from '../../answer-report.js'

const cases = readCases('attribution.jsonl')
const noon = Date.UTC(2026, 2, 10, 12)
const hour = 3_600_000

type Path = { touches: string[]; conversions: number; non_conversions: number }
const pathsOf = ({ given, kind }: Case): Path[] =>
  kind === 'path_transform'
    ? [{ touches: (given as unknown as { path: string[] }).path, conversions: 1, non_conversions: 0 }]
    : (given as unknown as { paths: Path[] }).paths

/** The people of a case: an hour between touches, and the order an hour after the last. */
function doingsOf(one: Case): Doing[] {
  return pathsOf(one).flatMap(({ touches, conversions, non_conversions }) => {
    const events = touches.map((source, i) => ({
      name: 'page_view',
      at: noon + i * hour,
      channel: source === 'Direct' ? 'direct' : 'other',
      source,
    }))
    const order = { name: 'purchase', at: noon + touches.length * hour }
    return [
      { count: conversions, events: [...events, order] },
      { count: non_conversions, events },
    ]
  })
}

let storage: Storage
beforeAll(async () => {
  storage = await openTestStorage()
  for (const one of cases) await insertPeople(storage, one.id, doingsOf(one))
})
afterAll(() => storage.close())

const ask = (site: string, params: object) =>
  answerReport(
    { reader: storage.reader, sites: { site: (id) => testSite(id), all: () => [] }, now: () => noon + 86_400_000 },
    'attribution',
    { site_id: site, by: 'source', ...params },
  )

const credits = ({ rows }: Awaited<ReturnType<typeof ask>>) =>
  Object.fromEntries((rows as { key: string; conversions: number }[]).map((row) => [row.key, row.conversions]))

/** What each way to shorten a path is called in the report. */
const transforms: Record<string, object> = {
  last_1: { last_touches: 1 },
  last_2: { last_touches: 2 },
  collapse_neighbours: { repeats: 'neighbours_once' },
  first_of_each: { repeats: 'once' },
  drop_unless_all: { direct: 'ignore' },
  drop_at_end_unless_all: { direct: 'ignore_at_end' },
}

describe('attribution cases', () => {
  for (const one of cases) {
    it(`${one.id} ${one.title}`, async () => {
      const { expect: expected, ask: asked } = one
      if (one.kind === 'path_transform') {
        for (const [transform, params] of Object.entries(transforms)) {
          const { totals } = await ask(one.id, params)
          expect(totals.top_paths, transform).toMatchObject([{ path: expected[transform] }])
        }
        return
      }
      const position = asked.first === undefined ? {} : { position: { first: asked.first, last: asked.last } }
      const answer = await ask(one.id, { models: [asked.model], ...position })
      if (expected.conversions) expect(credits(answer)).toEqual(expected.conversions)
      if (expected.last_instead) expect(credits(await ask(one.id, { models: ['last'] }))).toEqual(expected.last_instead)
      const transitions = answer.totals.transitions as { from: string; to: string; share: number }[]
      for (const [move, share] of Object.entries<number>(expected.transitions ?? {})) {
        const [from, to] = move.split('>')
        expect(transitions.find((each) => each.from === from && each.to === to)?.share, move).toBeCloseTo(share, 6)
      }
    })
  }
})
