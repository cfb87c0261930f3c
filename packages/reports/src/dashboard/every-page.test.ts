import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReportAnswer } from '../core/report.js'
import { formatFor } from './format.js'
import { reportPages } from './pages/registry.js'
import { openTestDashboard, signIn, type TestDashboard } from './testing/open-test-dashboard.js'

let test: TestDashboard
let cookie: string
beforeAll(async () => {
  test = await openTestDashboard()
  cookie = await signIn(test.dashboard, test.keys.shop)
})
afterAll(() => test.close())

const get = (path: string) => test.dashboard.request(path, { headers: { cookie } })

interface ShownRate {
  numerator: number
  denominator: number
  rate: number | null
}

/** Every value inside a value. */
function* inside(value: unknown): Generator<unknown> {
  yield value
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) yield* inside(inner)
}

const isRate = (value: unknown): value is ShownRate =>
  typeof value === 'object' && value !== null && 'numerator' in value && 'denominator' in value && 'low' in value

describe.each(reportPages.map((page) => [page.name, page] as const))('%s', (name, page) => {
  it('shows the numbers of the API, on the page and in its files', async () => {
    const exported = (await (await get(`/sites/shop/${name}.json`)).json()) as ReportAnswer
    const answer = JSON.parse(JSON.stringify(await test.ask(page.report, exported.params))) as ReportAnswer
    expect(exported.rows).toEqual(answer.rows)
    expect(exported.totals).toEqual(answer.totals)

    const html = await (await get(`/sites/shop/${name}`)).text()
    const known = [...inside([answer.rows, answer.totals])]
    const rates = new Set(known.filter(isRate).map((rate) => JSON.stringify(rate)))
    const numbers = new Set(known.filter((value) => typeof value === 'number'))
    const panels = new Set(
      [...html.matchAll(new RegExp(`/sites/shop/${name}/([\\w-]+)\\.ndjson`, 'g'))].map(([, id]) => id),
    )
    const { percent } = formatFor('en')
    for (const panel of panels) {
      const file = await get(`/sites/shop/${name}/${panel}.ndjson`)
      expect(file.status, panel).toBe(200)
      const rows = (await file.text()).split('\n').filter(Boolean)
      const values = rows.flatMap((row) => [...inside(JSON.parse(row))])
      for (const rate of values.filter(isRate)) {
        expect(rates, panel).toContain(JSON.stringify(rate))
        if (rate.denominator >= 30) expect(html, panel).toContain(percent(rate.rate))
      }
      // Some columns are differences of the report's numbers; most are those themselves.
      const shown = values.filter((value) => typeof value === 'number')
      const same = shown.filter((value) => numbers.has(value))
      expect(same.length, panel).toBeGreaterThanOrEqual(shown.length / 2)
    }
  })

  it('gives its SQL, and its rows as a Parquet file', async () => {
    const sql = await get(`/sites/shop/${name}.sql`)
    expect(sql.status).toBe(200)
    expect(await sql.text()).toMatch(/SET param_p0 = '[^\n]*';\n(.|\n)*SELECT/)
    const parquet = Buffer.from(await (await get(`/sites/shop/${name}.parquet`)).arrayBuffer())
    expect(parquet.subarray(0, 4).toString()).toBe('PAR1')
  })
})
