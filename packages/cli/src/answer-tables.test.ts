import { describe, expect, it } from 'vitest'
import { answerTables } from './answer-tables.js'

describe('answerTables', () => {
  it('shows rates with counts and interval, money per currency, lists as tables and every note', () => {
    const text = answerTables({
      report: 'abandonment',
      params: { site_id: 'shop', from: '2026-03-01', to: '2026-03-08' },
      rows: [
        {
          state: 'cart',
          count: 3,
          value: [
            { currency: 'EUR', amount: '40.00' },
            { currency: 'USD', amount: '25.00' },
          ],
        },
      ],
      totals: {
        gross: { numerator: 5, denominator: 6, rate: 0.8333, low: 0.4365, high: 0.9699 },
        net: { numerator: 0, denominator: 0, rate: null, low: null, high: null },
        median_s: null,
        reasons: [{ reason: 'Phí vận chuyển', carts: 2 }],
      },
      notes: ['Fewer than 30 carts.'],
      definitions: {},
      sample: { carts: 6 },
      computed_ms: 1,
    })
    expect(text).toContain('abandonment  shop  2026-03-01 to 2026-03-08')
    expect(text).toContain('83.3% (5/6, 43.6% to 97.0%)')
    expect(text).toContain('– (0/0)')
    expect(text).toContain('40.00 EUR + 25.00 USD')
    expect(text).toMatch(/reasons\n.*reason.*carts/s)
    expect(text).toContain('Phí vận chuyển')
    expect(text).toContain('sample: 6 carts\n\nFewer than 30 carts.\n')
  })

  const answer = (rows: Record<string, unknown>[]) => ({
    report: 'r',
    params: { site_id: 'shop' },
    rows,
    totals: {},
    notes: [],
    definitions: {},
    sample: { n: 1 },
    computed_ms: 1,
  })

  it('divides a wide table into several that fit, each with what its lines are about', () => {
    const row = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`figure_${i}`, i * 1000]))
    const text = answerTables(answer([{ channel: 'Tìm kiếm', ...row }]), 80)
    expect(Math.max(...text.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(80)
    expect(text.match(/Tìm kiếm/g)?.length).toBe(text.match(/channel/g)?.length)
    for (let i = 0; i < 30; i++) expect(text).toMatch(new RegExp(`figure_${i}\\b`))
  })

  it('shows lists in rows as further tables, series as columns, and no JSON', () => {
    const rows = [
      {
        cohort: '2026-03',
        values: [3, 2, null],
        effects: [{ days: 1, after: { numerator: 1, denominator: 2, rate: 0.5, low: 0.1, high: 0.9 } }],
        slope: { estimate: -0.2, low: -0.3, high: -0.1 },
        nps: { n: 57, score: 29.8, low: 10, high: 49 },
        metrics: { a: 1, b: 2, c: 3, d: 4, e: 5, f: { g: 6 } },
      },
    ]
    const text = answerTables(answer(rows))
    expect(text).toMatch(/cohort.*values 0.*values 1.*values 2/)
    expect(text).toContain('-0.2 (-0.3 to -0.1)')
    expect(text).toContain('29.8 (10 to 49) of 57')
    expect(text).toMatch(/effects\n.*\n.*cohort.*days.*after.*\n.*\n.*2026-03.*1.*50\.0% \(1\/2/)
    expect(text).toMatch(/metrics\n.*\n.*cohort.*figure.*value/)
    expect(text).toMatch(/2026-03.*f\.g.*6/)
    expect(text).not.toMatch(/[{[]"/)
  })

  it('says that there are more rows than it shows', () => {
    const text = answerTables(answer(Array.from({ length: 100 }, (_, i) => ({ day: `day ${i}`, n: i }))))
    expect(text).toContain('… and 40 more: --format json has all.')
    expect(text).not.toContain('day 60')
  })
})
