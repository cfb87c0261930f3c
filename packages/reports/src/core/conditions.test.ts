import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { uuidV7 } from '@touchline/events'
import { clickHouseTime, type EventRow, insertEvents, openEmbedded, type Storage } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { conditionOf, conditionOfWhere, type Filter, filterSchema, type Where, whereSchema } from './conditions.js'
import { queryWith } from './query.js'
import { eventsOf } from './source.js'
import { type Sql, sql } from './sql.js'

const at = Date.UTC(2026, 2, 1)
const item = (item_id: string, item_brand: string) => ({ item_id, item_brand })
const rows: (Partial<EventRow> & { id: string })[] = [
  { id: 'a', device: 'mobile', properties: { plan: 'Gold', seats: '50' }, value: 40 },
  {
    id: 'b',
    device: 'desktop',
    properties: { plan: 'silver', beta: 'true' },
    items: [item('x1', 'Ánh'), item('x2', 'Bo')],
  },
  { id: 'c', properties: { device: 'Mobile', seats: 'many' }, items: [item('x2', 'Bo')] },
  { id: 'd', path: "/it's", value: 5.5 },
]

let directory: string
let storage: Storage
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'conditions-'))
  storage = await openEmbedded(directory)
  const common = { site_id: 's', kind: 'touchpoint', name: 'view', identity: 'imported' } as const
  const time = clickHouseTime(at)
  await insertEvents(
    storage.owner,
    rows.map(({ id, ...row }, i) => ({
      ...common,
      event_id: uuidV7(at, new Uint8Array(10).fill(i)),
      occurred_at: time,
      received_at: time,
      visitor_id: id,
      ...row,
    })),
  )
}, 30_000)
afterAll(async () => {
  await storage.close()
  await rm(directory, { recursive: true })
})

async function visitors(where: Sql | undefined): Promise<string> {
  const source = eventsOf({ site: { site_id: 's' }, where }, sql`name`)
  const found = await queryWith(storage.reader)<{ visitor_id: string }>(
    sql`SELECT visitor_id FROM (${source}) ORDER BY visitor_id`,
  )
  return found.map((row) => row.visitor_id).join('')
}

describe('conditionOf', () => {
  const cases: [string, Filter, string][] = [
    [
      'is ignores case and falls back to the custom property',
      { dimension: 'device', operator: 'is', values: ['MOBILE'] },
      'ac',
    ],
    ['is takes any of several values', { dimension: 'device', operator: 'is', values: ['mobile', 'Desktop'] }, 'abc'],
    ['is_not includes the absent', { dimension: 'property:plan', operator: 'is_not', values: ['gold'] }, 'bcd'],
    ['is compares numbers as text', { dimension: 'property:seats', operator: 'is', values: [50] }, 'a'],
    ['contains ignores case', { dimension: 'property:plan', operator: 'contains', values: ['OL', 'LV'] }, 'ab'],
    ['matches is a pattern', { dimension: 'property:plan', operator: 'matches', values: ['^s.*r$'] }, 'b'],
    ['gt skips what is no number', { dimension: 'property:seats', operator: 'gt', values: ['49'] }, 'a'],
    ['lt reads a number of the event', { dimension: 'value', operator: 'lt', values: [40] }, 'd'],
    ['is on an item is true for any item', { dimension: 'product', operator: 'is', values: ['X2'] }, 'bc'],
    ['is_not on an item is false when any item is', { dimension: 'brand', operator: 'is_not', values: ['ÁNH'] }, 'acd'],
    ['a quote is literal', { dimension: 'path', operator: 'is', values: ["/it's"] }, 'd'],
    ['SQL in a value is literal', { dimension: 'path', operator: 'is', values: ["' OR 1=1 --"] }, ''],
    ['SQL in a key is literal', { dimension: 'property:a.b-c', operator: 'is', values: ["'] OR 1=1 --"] }, ''],
  ]
  it.each(cases)('%s', async (_, filter, expected) => {
    expect(await visitors(conditionOf([filterSchema.parse(filter)]))).toBe(expected)
  })

  it('joins filters with and', async () => {
    const filters: Filter[] = [
      { dimension: 'device', operator: 'is', values: ['mobile'] },
      { dimension: 'value', operator: 'gt', values: [1] },
    ]
    expect(await visitors(conditionOf(filters))).toBe('a')
  })

  it('is undefined without filters', () => {
    expect(conditionOf([])).toBeUndefined()
    expect(conditionOf(undefined)).toBeUndefined()
  })
})

describe('conditionOfWhere', () => {
  const cases: [string, Where, string][] = [
    ['eq compares booleans as text', { property: 'beta', operator: 'eq', value: true }, 'b'],
    ['neq of an absent property is true', { property: 'plan', operator: 'neq', value: 'gold' }, 'bcd'],
    ['in takes a list', { property: 'plan', operator: 'in', value: ['GOLD', 'silver'] }, 'ab'],
    ['set is not empty', { property: 'seats', operator: 'set' }, 'ac'],
    ['prefix', { property: 'path', operator: 'prefix', value: '/IT' }, 'd'],
    ['contains', { property: 'plan', operator: 'contains', value: 'il' }, 'b'],
    ['gt', { property: 'seats', operator: 'gt', value: 49.5 }, 'a'],
    ['an unknown name is a custom property, whatever it holds', { property: "x'] OR 1=1 --", operator: 'set' }, ''],
  ]
  it.each(cases)('%s', async (_, where, expected) => {
    expect(await visitors(conditionOfWhere([whereSchema.parse(where)]))).toBe(expected)
  })
})

describe('filterSchema', () => {
  it('answers an unknown dimension with the known ones', () => {
    const result = filterSchema.safeParse({ dimension: 'devise', operator: 'is', values: ['x'] })
    expect(result.error?.issues[0]?.message).toMatch(
      /unknown dimension "devise"; the dimensions are .*device.*product.*property:<key>/,
    )
  })
  it('refuses gt without a number and an overlong pattern', () => {
    expect(filterSchema.safeParse({ dimension: 'value', operator: 'gt', values: ['x'] }).success).toBe(false)
    expect(filterSchema.safeParse({ dimension: 'path', operator: 'matches', values: ['a'.repeat(300)] }).success).toBe(
      false,
    )
  })
})
