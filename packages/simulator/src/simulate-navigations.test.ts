import { describe, expect, it } from 'vitest'
import { expectedOutcomes } from './navigation-model.js'
import { planted } from './planted.js'
import { type Navigation, type NavigationOptions, simulateNavigations } from './simulate-navigations.js'

const run = (options: NavigationOptions) => [...simulateNavigations(options)]

function quantile(values: number[], q: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(q * values.length)] ?? Number.NaN
}

/** Share that has left by each time: Kaplan-Meier, readiness censors. */
function patience(navigations: readonly Navigation[], times: readonly number[]): number[] {
  const ends = navigations
    .map(({ hidden_at_s, ready_s }) => ({ at: hidden_at_s ?? ready_s ?? Number.NaN, left: hidden_at_s !== null }))
    .sort((a, b) => a.at - b.at)
  return times.map((time) => {
    const seen = ends.filter((end) => end.at <= time)
    return (
      1 - seen.reduce((waiting, { left }, index) => (left ? waiting * (1 - 1 / (ends.length - index)) : waiting), 1)
    )
  })
}

describe('200,000 navigations', () => {
  const navigations = run({ seed: 1, visits: 200_000 })
  const ready = navigations.filter((navigation) => !navigation.left)

  it('are the same for the same seed', () => {
    expect(run({ seed: 1, visits: 100 })).toEqual(navigations.slice(0, 100))
    expect(run({ seed: 2, visits: 100 })).not.toEqual(navigations.slice(0, 100))
  })

  it('load in 4.08 s at the 75th percentile, 3.54 s by those who stayed', () => {
    const all = quantile(
      navigations.map((navigation) => navigation.load_s),
      0.75,
    )
    const reporters = quantile(
      ready.map((navigation) => navigation.load_s),
      0.75,
    )
    expect(Math.abs(all - 4.08)).toBeLessThan(0.08)
    expect(Math.abs(reporters - 3.54)).toBeLessThan(0.08)
  })

  it('become ready and convert as often as the model says', () => {
    const truth = expectedOutcomes()
    const converted = ready.filter((navigation) => navigation.converted)
    const near = (share: number, expected: number, n: number) =>
      expect(Math.abs(share - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / n))
    near(ready.length / navigations.length, truth.ready, navigations.length)
    near(converted.length / ready.length, truth.convertedOfReady, ready.length)
    near(ready.filter((each) => each.page_type === 'product').length / ready.length, truth.productOfReady, ready.length)
  })

  it('end either left or ready, and only ready ones buy', () => {
    for (const { left, hidden_at_s, ready_s, load_s, converted, order_value } of navigations.slice(0, 20_000)) {
      expect(left ? ready_s : hidden_at_s).toBeNull()
      expect(left ? Number(hidden_at_s) < load_s : ready_s === load_s).toBe(true)
      expect(order_value !== null).toBe(converted)
      if (left) expect(converted).toBe(false)
    }
  })
})

describe('patience on mobile', () => {
  const times = [3, 5, 10] as const
  const mobile = (options: Omit<NavigationOptions, 'visits'>) =>
    run({ ...options, visits: 160_000 })
      .filter((navigation) => navigation.device === 'mobile')
      .slice(0, 100_000)

  it('follows the planted hazard', () => {
    const navigations = mobile({ seed: 3 })
    expect(navigations).toHaveLength(100_000)
    const [at3 = 0, at5 = 0, at10 = 0] = patience(navigations, times)
    expect(Math.abs(at3 - 0.1)).toBeLessThan(0.006)
    expect(Math.abs(at5 - 0.292)).toBeLessThan(0.012)
    expect(Math.abs(at10 - 0.611)).toBeLessThan(0.027)
  })

  it('looks greater when lost leaves are dropped, while bounds that count them hold the truth', () => {
    const navigations = mobile({ seed: 4, leaveBeaconLoss: 0.25 })
    const lost = navigations.filter((each) => each.hidden_at_s === null && each.ready_s === null)
    const seen = navigations.filter((each) => each.hidden_at_s !== null || each.ready_s !== null)
    expect(lost.every((each) => each.left)).toBe(true)
    expect(Math.abs(lost.length / navigations.filter((each) => each.left).length - 0.25)).toBeLessThan(0.015)

    const [naive = 0] = patience(seen, [3])
    expect(Math.abs(naive - 0.08)).toBeLessThan(0.006)
    // At worst all of the lost left before 3 s, at best none of them.
    const early = lost.map((each) => ({ ...each, hidden_at_s: 0 }))
    const never = lost.map((each) => ({ ...each, hidden_at_s: Number.MAX_VALUE }))
    const [high = 0] = patience([...seen, ...early], [3])
    const [low = 0] = patience([...seen, ...never], [3])
    expect(low).toBeLessThan(0.1)
    expect(high).toBeGreaterThan(0.1)
  })
})

it('plants the device and page shares', () => {
  const navigations = run({ seed: 5, visits: 50_000 })
  const share = (test: (each: Navigation) => boolean) => navigations.filter(test).length / navigations.length
  expect(Math.abs(share((each) => each.device === 'mobile') - planted.device.mobile)).toBeLessThan(0.0086)
  expect(Math.abs(share((each) => each.page_type === 'product') - planted.landingPage.product)).toBeLessThan(0.0088)
})
