import { readFileSync, writeFileSync } from 'node:fs'
import { acceptedSchema, batchSchema, importLineSchema } from '@touchline/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { neededParams } from '../../test/needed-params.js'
import { openTestApi, type TestApi } from '../../test/open-test-api.js'
import { reports } from '../registry.js'
import type { Examples } from './examples.js'
import { acceptedExample, batchExample, importLineExample } from './openapi-collector.js'

const file = new URL('../../examples.json', import.meta.url)
const period = { from: '2026-02-20', to: '2026-03-10' }

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const shownEntries = 2
/** Of every list the first two entries, of every record of many figures the first eight. */
function shortened(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, shownEntries).map(shortened)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === 'definitions' ? Object.fromEntries(Object.entries(inner as object).slice(0, 1)) : shortened(inner),
    ]),
  )
}

async function exampleOf(method: string, path: string, request?: unknown, key?: string) {
  const response = await api.send(method, path, { body: request, key })
  expect(response.status, await response.clone().text()).toBe(200)
  const answer = shortened(await response.json()) as Record<string, unknown>
  return { request, answer: 'computed_ms' in answer ? { ...answer, computed_ms: 12 } : answer }
}

/** Asks everything once. */
async function askAll(): Promise<Examples> {
  const examples: Examples = { reports: {}, routes: {} }
  for (const { name } of reports)
    examples.reports[name] = await exampleOf('POST', `/v1/reports/${name}`, { ...period, ...neededParams[name] })
  const { routes } = examples
  const filters = [{ dimension: 'device', operator: 'is', values: ['mobile'] }]
  routes['PUT /v1/segments/{name}'] = await exampleOf('PUT', '/v1/segments/Mobile', { filters }, api.keys.server)
  routes['GET /v1/segments'] = await exampleOf('GET', '/v1/segments')
  routes['GET /v1/visitors/{id}'] = await exampleOf('GET', '/v1/visitors/u1?limit=2')
  routes['POST /v1/sql'] = await exampleOf('POST', '/v1/sql', {
    query: 'SELECT device, uniq(visitor_id) AS visitors FROM events WHERE name = {name:String} GROUP BY device',
    params: { name: 'page_view' },
  })
  return examples
}

describe('the examples of the API’s description', () => {
  it.runIf(process.env.TOUCHLINE_EXAMPLES === 'write')('are written', async () => {
    writeFileSync(file, `${JSON.stringify(await askAll(), null, 1)}\n`)
  })

  const written = () => (JSON.parse(readFileSync(file, 'utf8')) as Examples).reports
  it.each(reports.filter(({ name }) => written()[name]).map((report) => [report.name, report] as const))(
    'of %s fit its schemas',
    async (name, report) => {
      const { request, answer } = written()[name] as { request: object; answer: Record<string, unknown> }
      expect((report.params as z.ZodType).safeParse({ site_id: 'shop', ...request }).error).toBeUndefined()
      for (const row of answer.rows as unknown[]) expect(report.row.parse(row)).toEqual(row)
      expect(report.totals.parse(answer.totals)).toEqual(answer.totals)
    },
  )

  it('of the collector fit its schemas', () => {
    expect(batchSchema.safeParse(batchExample).error).toBeUndefined()
    expect(acceptedSchema.parse(acceptedExample)).toEqual(acceptedExample)
    expect(importLineSchema.safeParse(importLineExample).error).toBeUndefined()
  })
})
