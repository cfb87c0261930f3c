import type { Storage } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertPeople } from '../../../test/insert-people.js'
import { openTestStorage, testSite } from '../../../test/open-test-storage.js'
import { answerReport } from '../../answer-report.js'
import { ReportError } from '../../core/report.js'

const noon = Date.UTC(2026, 2, 10, 12)
const minute = 60_000

let storage: Storage
beforeAll(async () => {
  storage = await openTestStorage()
})
afterAll(() => storage.close())

const ask = async (site: string, params: object = {}) => {
  const answer = await answerReport(
    { reader: storage.reader, sites: { site: (id) => testSite(id), all: () => [] }, now: () => noon + 86_400_000 },
    'paths',
    { site_id: site, from: '2026-03-10', to: '2026-03-10', ...params },
  )
  const rows = answer.rows as { position: number; from: string | null; to: string | null; count: number }[]
  return { ...answer, steps: rows.map(({ position, from, to, count }) => [position, from, to, count]) }
}

/** Events a minute apart; one with a slash is a page view of that path. */
const did = (names: string, apart = minute) =>
  names.split(' ').map((name, i) => {
    const at = noon + i * apart
    return name.startsWith('/') ? { name: 'page_view', at, path: name } : { name, at }
  })

describe('paths', () => {
  it('go forward from an event, step by step', async () => {
    await insertPeople(storage, 'forward', [
      { count: 3, events: did('/ view_item add_to_cart purchase') },
      { count: 2, events: did('view_item view_item page_load search') },
      { count: 1, events: did('/ view_item') },
      { count: 4, events: did('/') },
    ])
    const { steps, totals } = await ask('forward', { start: 'view_item', depth: 2 })
    expect(steps).toEqual([
      [1, 'view_item', 'add_to_cart', 3],
      [1, 'view_item', 'search', 2],
      [1, 'view_item', null, 1],
      [2, 'add_to_cart', 'purchase', 3],
      [2, 'search', null, 2],
    ])
    expect(totals).toMatchObject({
      started: 6,
      direction: 'forward',
      positions: [
        { position: 1, count: 6 },
        { position: 2, count: 5 },
      ],
    })
  })

  it('go backward to an event', async () => {
    const { steps, totals } = await ask('forward', { end: { name: 'add_to_cart' }, depth: 3 })
    expect(steps).toEqual([
      [1, 'view_item', 'add_to_cart', 3],
      [2, 'page_view', 'view_item', 3],
      [3, null, 'page_view', 3],
    ])
    expect(totals).toMatchObject({ started: 3, direction: 'backward' })
  })

  it('begin with the first event when nothing is named', async () => {
    const { steps } = await ask('forward', { depth: 1 })
    expect(steps).toEqual([
      [1, 'page_view', null, 4],
      [1, 'page_view', 'view_item', 4],
      [1, 'view_item', 'search', 2],
    ])
  })

  it('go over pages, with events only where they begin or end', async () => {
    await insertPeople(storage, 'pages', [
      { count: 1, events: did('/ /list/ /list view_item /p/1 add_to_cart /cart') },
      { count: 1, events: did('/ /p/1/ add_to_cart') },
    ])
    const forward = await ask('pages', { start: '/', by: 'path' })
    expect(forward.steps).toEqual([
      [1, '/', '/list', 1],
      [1, '/', '/p/1', 1],
      [2, '/list', '/p/1', 1],
      [2, '/p/1', null, 1],
      [3, '/p/1', '/cart', 1],
      [4, '/cart', null, 1],
    ])
    const backward = await ask('pages', { end: { name: 'add_to_cart' }, by: 'path', depth: 1 })
    expect(backward.steps).toEqual([[1, '/p/1', 'add_to_cart', 2]])
    const where = [{ property: 'path', operator: 'eq', value: '/list' }]
    expect((await ask('pages', { start: { name: 'page_view', where }, by: 'path', depth: 1 })).steps).toEqual([
      [1, '/list', '/p/1', 1],
    ])
  })

  it('begin anew at each start, or at the first only, and can be followed through steps', async () => {
    await insertPeople(storage, 'anew', [{ count: 2, events: did('/a /b /a /c /a /b /d') }])
    const every = await ask('anew', { start: '/a', by: 'path', depth: 1 })
    expect(every.steps).toEqual([
      [1, '/a', '/b', 2],
      [1, '/a', '/c', 2],
    ])
    const first = await ask('anew', { start: '/a', by: 'path', depth: 1, occurrence: 'first' })
    expect(first.steps).toEqual([[1, '/a', '/b', 2]])
    const last = await ask('anew', { end: '/b', by: 'path', depth: 1, occurrence: 'first' })
    expect(last.steps).toEqual([[1, '/a', '/b', 2]])
    const through = await ask('anew', { start: '/a', by: 'path', depth: 2, through: ['/b'] })
    expect(through.steps).toEqual([
      [1, '/a', '/b', 2],
      [2, '/b', '/a', 2],
      [2, '/b', '/d', 2],
    ])
  })

  it('are those of a visit when asked by session', async () => {
    await insertPeople(storage, 'visits', [{ count: 1, events: did('/a /b', 31 * minute) }])
    expect((await ask('visits', { by: 'path', unit: 'session' })).steps).toEqual([
      [1, '/a', null, 1],
      [1, '/b', null, 1],
    ])
    expect((await ask('visits', { by: 'path' })).steps[0]).toEqual([1, '/a', '/b', 1])
  })

  it('show the most frequent steps of each position', async () => {
    const { steps } = await ask('forward', { start: 'view_item', limit: 1 })
    expect(steps.map(([position, , , count]) => [position, count])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ])
  })

  it('refuse a start and an end at once', async () => {
    await expect(ask('forward', { start: 'a', end: 'b' })).rejects.toThrow(ReportError)
  })
})
