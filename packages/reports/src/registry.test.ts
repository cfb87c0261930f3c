import { insertEvents, putSegment, type Storage } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { eachNumber } from '../test/each-number.js'
import { neededParams } from '../test/needed-params.js'
import { openTestStorage, testSite } from '../test/open-test-storage.js'
import { shopDay, smallShop } from '../test/small-shop.js'
import { answerReport, shapeOf } from './answer-report.js'
import { catalogueEntry } from './api/catalogue.js'
import { breakdownDimensions, filterDimensions } from './core/conditions.js'
import { ReportError } from './core/report.js'
import { reports } from './registry.js'

const period = { from: '2026-02-20', to: '2026-03-10' }
const evil = "' OR 1=1 UNION ALL SELECT * FROM events --\\"

let storage: Storage
beforeAll(async () => {
  storage = await openTestStorage()
  await insertEvents(storage.owner, smallShop('shop'))
  const filters = JSON.stringify([{ dimension: 'device', operator: 'is', values: ['desktop'] }])
  await putSegment(storage.owner, 'shop', { name: 'On desktop', filters })
})
afterAll(() => storage.close())

const ask = (name: string, site: string, params: object = {}) =>
  answerReport(
    {
      reader: storage.reader,
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
const figures = ({ rows, totals, sample }: Awaited<ReturnType<typeof ask>>) => ({ rows, totals, sample })

describe.each(reports.map((report) => [report.name, report] as const))('%s', (name, report) => {
  it.each(['shop', 'nobody'])('answers what its schemas say, on site %s', async (site) => {
    const { rows, totals } = await ask(name, site)
    const columns = report.row instanceof z.ZodObject ? Object.keys(report.row.shape) : []
    expect(columns.length).toBeGreaterThan(0)
    for (const row of rows) {
      expect(report.row.parse(row)).toEqual(row)
      expect(columns).toEqual(expect.arrayContaining(Object.keys(row)))
    }
    expect(report.totals.parse(totals)).toEqual(totals)
  })

  it('shows its lists beside the rows', async () => {
    const answer = await ask(name, 'shop')
    for (const list of report.lists ?? []) expect(answer[list]).toEqual(answer.totals[list])
  })

  it('has no NaN or infinity for an empty site', async () => {
    let numbers = 0
    eachNumber(figures(await ask(name, 'nobody')), (number) => {
      numbers++
      expect(Number.isFinite(number)).toBe(true)
    })
    expect(numbers).toBeGreaterThan(0)
  })

  it('sees its own site only', async () => {
    expect(figures(await ask(name, 'other'))).toEqual(figures(await ask(name, 'nobody')))
    expect(figures(await ask(name, 'shop'))).not.toEqual(figures(await ask(name, 'nobody')))
  })

  it('answers an unknown parameter with the known ones', async () => {
    const { kind, message } = await refusal(ask(name, 'shop', { form: 'x' }))
    expect(kind).toBe('invalid_parameters')
    expect(message).toContain('form')
    for (const parameter of Object.keys(shapeOf(report))) expect(message).toContain(parameter)
  })

  it('refuses SQL in a parameter or takes it as text', async () => {
    const parameters = Object.keys(shapeOf(report)).filter((parameter) => parameter !== 'site_id')
    const attempts: object[] = [
      ...parameters.flatMap((parameter) => [
        { [parameter]: evil },
        { [parameter]: [evil] },
        { [parameter]: { name: evil } },
      ]),
      { filters: [{ dimension: evil, operator: 'is', values: ['x'] }] },
      { filters: [{ dimension: `property:${evil}`, operator: 'is', values: ['x'] }] },
    ]
    for (const attempt of attempts) {
      const answer = await ask(name, 'nobody', attempt).catch((error: unknown) => error)
      if (answer instanceof Error) expect(answer).toMatchObject({ kind: 'invalid_parameters' })
      else expect(figures(answer as never).rows).toBeDefined()
    }
    const nothing = figures(await ask(name, 'nobody'))
    for (const operator of ['is', 'contains'] as const) {
      const filters = [{ dimension: 'path', operator, values: [evil] }]
      expect(figures(await ask(name, 'shop', { filters })).rows).toEqual(nothing.rows)
    }
    expect((await ask(name, evil)).rows).toEqual(nothing.rows)
    const broken = [{ dimension: 'path', operator: 'matches', values: ['('] }]
    expect((await refusal(ask(name, 'shop', { filters: broken }))).kind).toBe('invalid_parameters')
  })

  const takes = (parameter: string) => parameter in shapeOf(report)

  it.runIf(takes('filters'))('takes every dimension in its filters', async () => {
    const names = [...filterDimensions, 'property:colour', 'visitor.tier']
    const empty = figures(await ask(name, 'nobody'))
    for (let i = 0; i < names.length; i += 20) {
      const any = names.slice(i, i + 20).map((dimension) => ({ dimension, operator: 'is', values: ['no such value'] }))
      expect(figures(await ask(name, 'shop', { filters: [{ any }] })).rows).toEqual(empty.rows)
    }
    const { kind, message } = await refusal(
      ask(name, 'shop', { filters: [{ dimension: 'colour', operator: 'is', values: ['x'] }] }),
    )
    expect(kind).toBe('invalid_parameters')
    for (const dimension of names.slice(0, -2)) expect(message).toContain(dimension)
  })

  it.runIf(takes('filters'))('takes a saved segment', async () => {
    const filters = [{ dimension: 'device', operator: 'is', values: ['desktop'] }] as const
    const asked = await ask(name, 'shop', { segment: 'On desktop' })
    expect(figures(asked)).toEqual(figures(await ask(name, 'shop', { filters })))
    expect(asked.params).toMatchObject({ segment: 'On desktop' })
    const { kind, message } = await refusal(ask(name, 'shop', { segment: 'On mobile' }))
    expect([kind, message]).toEqual(['invalid_parameters', 'There is no segment "On mobile". There are: On desktop.'])
  })

  it.runIf(takes('breakdown'))('is broken down by the name of a dimension', async () => {
    const { rows } = await ask(name, 'shop')
    for (const breakdown of ['product', 'new_or_returning', 'property:colour', 'visitor.tier'])
      expect((await ask(name, 'shop', { breakdown })).rows).toEqual(rows)
    const { kind, message } = await refusal(ask(name, 'shop', { breakdown: 'colour' }))
    expect(kind).toBe('invalid_parameters')
    for (const dimension of breakdownDimensions) expect(message).toContain(dimension)
  })

  it.runIf(report.isSliced)('answers each value of a breakdown as with a filter', async () => {
    const { breakdowns } = await ask(name, 'shop', { breakdown: 'device' })
    const slices = breakdowns as { value: string; is_other: boolean; rows: unknown[]; totals: unknown }[]
    expect(slices.map(({ value, is_other }) => [value, is_other])).toEqual([
      ['mobile', false],
      ['desktop', false],
    ])
    for (const { value, rows, totals } of slices) {
      const filters = [{ dimension: 'device', operator: 'is', values: [value] }]
      const { rows: ownRows, totals: ownTotals } = figures(await ask(name, 'shop', { filters }))
      expect([rows, totals]).toEqual([ownRows, ownTotals])
    }
  })

  it('describes every column and total', () => {
    const { columns, parameters, totals } = catalogueEntry(report)
    expect(columns.length).toBeGreaterThan(0)
    expect(parameters).toMatchObject({ type: 'object', additionalProperties: false })
    expect(totals).toMatchObject({ type: 'object' })
    expect(report.question).toMatch(/\?$/)
  })
})
