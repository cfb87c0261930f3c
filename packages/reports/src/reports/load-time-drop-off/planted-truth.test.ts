import { expectedConversion, type NavigationOptions, planted, simulateNavigations } from '@touchline/simulator'
import type { Storage } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertNavigations } from '../../../test/insert-navigations.js'
import { openTestStorage, testSite } from '../../../test/open-test-storage.js'
import { binaryQueryWith, queryWith } from '../../core/query.js'
import { logistic, logisticRegression } from '../../statistics/logistic-regression.js'
import { loadTimeDropOff } from './load-time-drop-off.js'

// Visits are a tenth of a second apart, so that 200,000 are within a day.
const start = Date.UTC(2026, 2, 2)
const now = Date.UTC(2026, 2, 4)
const mobile = [{ dimension: 'device', operator: 'is', values: ['mobile'] }]
type Answer = Awaited<ReturnType<typeof loadTimeDropOff.run>>

let storage: Storage
beforeAll(async () => {
  storage = await openTestStorage()
})
afterAll(() => storage.close())

async function answer(site: string, asked: object = {}): Promise<Answer> {
  const params = loadTimeDropOff.params.parse({ site_id: site, from: '2026-03-02', to: '2026-03-02', ...asked })
  const query = queryWith(storage.reader)
  const binaryQuery = binaryQueryWith(storage.reader)
  return loadTimeDropOff.run({ query, binaryQuery, site: testSite(site), now }, params)
}
const simulate = (site: string, options: NavigationOptions) =>
  insertNavigations(storage, site, simulateNavigations(options), start)

/** What is asserted stands in the log too, for the table in docs/simulator.md. */
function expectNear(what: string, value: number | null | undefined, truth: number, tolerance: number): void {
  console.log(`${what}: ${value?.toFixed(4)}, truth ${truth}`)
  expect(Math.abs((value ?? Number.NaN) - truth), what).toBeLessThan(tolerance)
}
/** A naive figure has to be wrong by more than the tolerance, or the correction would be for nothing. */
function expectMiss(what: string, value: number | null | undefined, truth: number, tolerance: number): void {
  console.log(`${what}, naive: ${value?.toFixed(4)}, truth ${truth}`)
  expect(Math.abs((value ?? Number.NaN) - truth), what).toBeGreaterThan(tolerance)
}

const euros = ({ totals }: Answer, faster_by_ms: number) =>
  Number(totals.what_if.find((row) => row.faster_by_ms === faster_by_ms)?.per_1000[0]?.amount)

/** Revenue per 1,000 visits gained, by one slope for all who saw the page, as if nobody left for waiting. */
function naiveGains(options: NavigationOptions, shiftsMs: readonly number[]): number[] {
  const cells = new Map<number, { trials: number; successes: number }>()
  let [visits, paid, orders] = [0, 0, 0]
  for (const { ready_s, converted, order_value } of simulateNavigations(options)) {
    visits++
    if (ready_s === null) continue
    const tenth = Math.round(ready_s * 10) / 10
    const cell = cells.get(tenth) ?? { trials: 0, successes: 0 }
    cell.trials++
    if (converted) {
      cell.successes++
      orders++
      paid += order_value ?? 0
    }
    cells.set(tenth, cell)
  }
  const fit = logisticRegression([...cells].map(([tenth, cell]) => ({ predictors: [tenth, 1], ...cell })))
  const [slope = 0, intercept = 0] = fit?.coefficients ?? []
  return shiftsMs.map((ms) => {
    const gained = [...cells].reduce((sum, [tenth, { trials }]) => {
      const then = logistic(intercept + slope * Math.max(0, tenth - ms / 1000))
      return sum + trials * (then - logistic(intercept + slope * tenth))
    }, 0)
    return (1000 * gained * paid) / orders / visits
  })
}

describe('200,000 visits with the planted slope', () => {
  const options = { seed: 21, visits: 200_000 }
  let found: Answer
  beforeAll(async () => {
    await simulate('plain', options)
    found = await answer('plain')
  }, 120_000)

  it('give the slope back within strata, not without', () => {
    expectNear('slope per second', found.totals.slope.stratified?.per_second, planted.conversion.perSecond, 0.053)
    expectMiss('slope per second', found.totals.slope.crude?.per_second, planted.conversion.perSecond, 0.053)
  })

  it('give back what 100 and 250 ms would bring', () => {
    const [naive100, naive250] = naiveGains(options, [100, 250])
    expectNear('revenue for -100 ms', euros(found, 100), 46.5, 9.5)
    expectMiss('revenue for -100 ms', naive100, 46.5, 9.5)
    expectNear('revenue for -250 ms', euros(found, 250), 117.5, 24)
    expectMiss('revenue for -250 ms', naive250, 117.5, 24)
    const interval = found.totals.what_if[0]?.per_1000[0]
    expect(Number(interval?.low)).toBeLessThan(46.5)
    expect(Number(interval?.high)).toBeGreaterThan(46.5)
  })

  it('give back the p75 that those who report alone miss', () => {
    const { corrected, reporters_only } = found.totals.percentiles
    expectNear('p75 load, s', (corrected.p75_ms ?? 0) / 1000, 4.08, 0.08)
    expectMiss('p75 load, s', (reporters_only.p75_ms ?? 0) / 1000, 4.08, 0.08)
  })

  it('give back patience on mobile', async () => {
    const { totals } = await answer('plain', { filters: mobile })
    const left = (second: number) => totals.patience.find(({ t_s }) => t_s === second)?.left
    expectNear('left by 3 s on mobile', left(3), 0.1, 0.006)
    expectNear('left by 5 s on mobile', left(5), 0.292, 0.012)
    expectNear('left by 10 s on mobile', left(10), 0.611, 0.027)
    expect(totals.markers.map(({ t_s, left: share }) => [t_s, share])).toEqual([
      [3, left(3)],
      [10, left(10)],
    ])
  })

  it('are evidence of grade B, whose strata agree', () => {
    const { totals, notes } = found
    expect(totals.what_if.map(({ grade }) => grade)).toEqual(['B', 'B'])
    const [crude, stratified] = totals.evidence
    expect(crude?.odds_ratio).toBeLessThan(0.5)
    expect(stratified?.odds_ratio).toBeGreaterThan(0.6)
    expect(totals.homogeneity?.p).toBeGreaterThan(0.01)
    expect(totals.e_value?.estimate).toBeGreaterThan(totals.e_value?.interval ?? Number.POSITIVE_INFINITY)
    expect(notes?.join(' ')).toContain('Evidence grade B')
    expect(notes?.join(' ')).not.toMatch(/brought/)
  })

  it('make tenths of equal mix', () => {
    const { deciles } = found.totals
    expect(deciles.reduce((sum, { n }) => sum + n, 0)).toBe(200_000)
    for (const { n } of deciles) expect(Math.abs(n - 20_000)).toBeLessThan(2000)
    expect(deciles[9]?.conversion.rate).toBeLessThan(deciles[1]?.conversion.rate ?? 0)
  })
})

describe('other plants', () => {
  it('a slope of nothing is found to be nothing', async () => {
    await simulate('null', { seed: 22, visits: 200_000, slopePerSecond: 0 })
    const { totals, notes } = await answer('null')
    expectNear('null slope', totals.slope.stratified?.per_second, 0, 0.035)
    expectMiss('null slope', totals.slope.crude?.per_second, 0, 0.035)
    expect(notes).toContain('Within the interval lies that load time makes no difference to buying.')
  }, 120_000)

  it('a hidden cause misleads strata, and the answer says that it may', async () => {
    await simulate('hidden', { seed: 23, visits: 200_000, hiddenCause: true })
    const { totals, notes } = await answer('hidden')
    expectNear('slope under a hidden cause', totals.slope.stratified?.per_second, -0.37, 0.053)
    expectMiss('slope under a hidden cause', totals.slope.stratified?.per_second, planted.conversion.perSecond, 0.053)
    expect(totals.what_if.every(({ grade }) => grade === 'B')).toBe(true)
    expect(notes?.join(' ')).toMatch(/association.*hidden cause/)
    expect(notes?.join(' ')).not.toMatch(/brought/)
  }, 120_000)

  it('lost leaves lie within the bounds', async () => {
    await simulate('lossy', { seed: 24, visits: 150_000, leaveBeaconLoss: 0.25 })
    const { totals } = await answer('lossy', { filters: mobile })
    const atThree = totals.patience.find(({ t_s }) => t_s === 3)
    expect(totals.outcomes.vanished).toBeGreaterThan(3000)
    expectMiss('left by 3 s, leaves lost', atThree?.left, 0.1, 0.012)
    expect(atThree?.bound_low).toBeLessThan(0.1)
    expect(atThree?.bound_high).toBeGreaterThan(0.1)
  }, 120_000)

  it('within visitors a hidden cause of theirs cannot mislead', async () => {
    const options = { seed: 25, visits: 160_000, visitsEach: 8, hiddenCause: true, slopePerSecond: 0 }
    await insertNavigations(storage, 'again', simulateNavigations(options), start, { visitsEach: 8 })
    const { totals } = await answer('again')
    const [, between, within] = totals.evidence
    expect(within).toMatchObject({ grade: 'C' })
    expect(within?.n).toBeGreaterThan(500)
    expectNear('log odds within visitors', Math.log(within?.odds_ratio ?? 0), 0, 0.2)
    expectMiss('log odds between visitors', Math.log(between?.odds_ratio ?? 1), 0, 0.2)
  }, 120_000)

  it('a release is told from the season that came with it', async () => {
    const season = 0.3
    const factor = 0.6
    const halfDayMs = 43_200_000
    const before = simulateNavigations({ seed: 26, visits: 100_000 })
    const after = simulateNavigations({
      seed: 27,
      visits: 100_000,
      loadFactor: { product: factor },
      conversionShift: season,
    })
    await insertNavigations(storage, 'deploy', before, start, { release: 'r1' })
    await insertNavigations(storage, 'deploy', after, start + halfDayMs, { release: 'r2' })
    const { totals, notes } = await answer('deploy')
    const { deployment } = totals
    expect(deployment).toMatchObject({ release: 'r2', before: 'r1', grade: 'D', placebo: null })
    expect(deployment?.changed.page_types).toEqual(['product'])
    expect(deployment?.others.page_types).toEqual(['home', 'list'])
    const without = expectedConversion('product', { conversionShift: season })
    const brought = 1000 * (expectedConversion('product', { loadFactor: factor, conversionShift: season }) - without)
    const { conversion } = deployment?.changed ?? { conversion: { before: 0, after: 0 } }
    expectNear('orders that a release brought', deployment?.orders_per_1000.amount, brought, 6)
    expectMiss('orders that a release brought', 1000 * (conversion.after - conversion.before), brought, 6)
    expect(notes?.join(' ')).toMatch(/grade D: release r2 changed the load time of product pages .* and brought/)
    const asked = await answer('deploy', { release: 'r1' })
    expect(asked.totals.deployment).toBeNull()
    expect(asked.notes?.join(' ')).toContain('There is no release before r1')
  }, 120_000)
})
