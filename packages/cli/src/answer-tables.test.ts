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
})
