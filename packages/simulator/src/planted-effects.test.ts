import { Matrix, solve } from 'ml-matrix'
import { describe, expect, it } from 'vitest'
import { planted } from './planted.js'
import { simulateFatigue } from './simulate-fatigue.js'
import { type NavigationOptions, simulateNavigations } from './simulate-navigations.js'
import { simulateRepeatCustomers } from './simulate-repeat-customers.js'
import { simulateTouchPaths, type TouchChannel } from './simulate-touch-paths.js'

/** Cases with the same predictors, and how many of them are positive. */
interface Cell {
  predictors: number[]
  cases: number
  positives: number
}

function toCells(rows: Iterable<{ predictors: number[]; positive: boolean }>): Cell[] {
  const cells = new Map<string, Cell>()
  for (const { predictors, positive } of rows) {
    const key = predictors.join()
    const cell = cells.get(key) ?? { predictors, cases: 0, positives: 0 }
    cell.cases += 1
    cell.positives += Number(positive)
    cells.set(key, cell)
  }
  return [...cells.values()]
}

/** Coefficients of a logistic regression, by Newton's method. */
function fitLogit(cells: Cell[]): number[] {
  const design = new Matrix(cells.map((cell) => cell.predictors))
  let beta = Matrix.zeros(design.columns, 1)
  for (let round = 0; round < 25; round++) {
    const fitted = design
      .mmul(beta)
      .to1DArray()
      .map((logit) => 1 / (1 + Math.exp(-logit)))
    const residual = cells.map((cell, i) => cell.positives - cell.cases * (fitted[i] ?? 0))
    const weight = cells.map((cell, i) => cell.cases * (fitted[i] ?? 0) * (1 - (fitted[i] ?? 0)))
    const weighted = design.clone().mulColumnVector(weight)
    const step = solve(design.transpose().mmul(weighted), design.transpose().mmul(Matrix.columnVector(residual)))
    beta = Matrix.add(beta, step)
  }
  return beta.to1DArray()
}

/** Slope per second of load among ready navigations, with an intercept for each stratum or one for all. */
function slopes(options: NavigationOptions): { stratified: number; naive: number } {
  const strata = new Map<string, number>()
  const ready = [...simulateNavigations(options)].flatMap(({ device, connection, page_type, ready_s, converted }) => {
    const key = `${device} ${connection} ${page_type}`
    if (!strata.has(key)) strata.set(key, strata.size)
    return ready_s === null
      ? []
      : { stratum: strata.get(key), second: Math.round(ready_s * 10) / 10, positive: converted }
  })
  const indicators = (stratum?: number) => Array.from({ length: strata.size }, (_, i) => Number(i === stratum))
  const fit = (predictors: (row: (typeof ready)[number]) => number[]) =>
    fitLogit(toCells(ready.map((row) => ({ predictors: predictors(row), positive: row.positive }))))[0] ?? Number.NaN
  return {
    stratified: fit((row) => [row.second, ...indicators(row.stratum)]),
    naive: fit((row) => [row.second, 1]),
  }
}

describe('the effect of load time on conversion', () => {
  it('is -.200 a second within strata, more without them', () => {
    const { stratified, naive } = slopes({ seed: 21, visits: 200_000 })
    expect(Math.abs(stratified - planted.conversion.perSecond)).toBeLessThan(0.053)
    expect(Math.abs(naive - -0.353)).toBeLessThan(0.053)
  })

  it('is nothing when nothing is planted, though not without strata', () => {
    const { stratified, naive } = slopes({ seed: 22, visits: 200_000, slopePerSecond: 0 })
    expect(Math.abs(stratified)).toBeLessThan(0.035)
    expect(Math.abs(naive - -0.133)).toBeLessThan(0.035)
  })

  it('looks greater within strata under a hidden common cause', () => {
    const { stratified } = slopes({ seed: 23, visits: 200_000, hiddenCause: true })
    expect(Math.abs(stratified - -0.37)).toBeLessThan(0.053)
  })
})

describe('repeat purchases', () => {
  const customers = [...simulateRepeatCustomers({ seed: 31, customers: 20_000, studyDays: 120 })]

  it('reach .258 by day 60 by Kaplan-Meier, .207 by counting', () => {
    const ends = customers
      .map(({ first_order_day, second_order_day, observed_days }) => ({
        day: second_order_day === null ? observed_days : second_order_day - first_order_day,
        again: second_order_day !== null,
      }))
      .sort((a, b) => a.day - b.day)
    let once = 1
    for (const [index, { day, again }] of ends.entries()) {
      if (again && day <= 60) once *= 1 - 1 / (ends.length - index)
    }
    const counted = ends.filter((end) => end.again && end.day <= 60).length / ends.length
    const { share, meanDays } = planted.repeatPurchase
    expect(share * (1 - Math.exp(-60 / meanDays))).toBeCloseTo(0.258, 3)
    expect(Math.abs(1 - once - 0.258)).toBeLessThan(0.015)
    expect(Math.abs(counted - 0.207)).toBeLessThan(0.015)
  })
})

describe('touch fatigue', () => {
  it('peaks at 4.17 touches within levels of intent, later without them', () => {
    const persons = [...simulateFatigue({ seed: 41, persons: 120_000 })]
    const peak = (withIntent: boolean) => {
      const rows = persons.map(({ intent, touches, converted }) => ({
        predictors: [
          touches,
          touches ** 2,
          1,
          ...(withIntent ? [Number(intent === 'medium'), Number(intent === 'high')] : []),
        ],
        positive: converted,
      }))
      const [linear = 0, quadratic = 0] = fitLogit(toCells(rows))
      return -linear / (2 * quadratic)
    }
    expect(Math.abs(peak(true) - 4.17)).toBeLessThan(0.3)
    expect(Math.abs(peak(false) - 5.64)).toBeLessThan(0.3)
  })
})

describe('the chain of touches', () => {
  const channels = ['search', 'social', 'email', 'affiliate'] as const

  /** Each channel's removal effect as a share of their sum, for moves between channels and to conversion. */
  function removalShares(
    start: (to: TouchChannel) => number,
    move: (from: TouchChannel, to: TouchChannel | 'conversion') => number,
  ) {
    const conversion = (kept: readonly TouchChannel[]) => {
      const stay = Matrix.eye(kept.length).sub(new Matrix(kept.map((from) => kept.map((to) => move(from, to)))))
      const reach = solve(stay, Matrix.columnVector(kept.map((from) => move(from, 'conversion'))))
      return kept.reduce((sum, channel, i) => sum + start(channel) * reach.get(i, 0), 0)
    }
    const effects = channels.map(
      (gone) => 1 - conversion(channels.filter((each) => each !== gone)) / conversion(channels),
    )
    const sum = effects.reduce((total, effect) => total + effect, 0)
    return effects.map((effect) => effect / sum)
  }

  const truth = channels.map((channel) => planted.touchChain.removalShares[channel])

  it('has the stated removal shares by algebra', () => {
    const { start, next } = planted.touchChain
    const shares = removalShares(
      (to) => start[to],
      (from, to) => (next[from] as Partial<Record<TouchChannel | 'conversion', number>>)[to] ?? 0,
    )
    for (const [i, share] of shares.entries()) expect(share).toBeCloseTo(truth[i] ?? 0, 3)
  })

  it('gives them back from 50,000 paths', () => {
    const paths = [...simulateTouchPaths({ seed: 51, persons: 50_000 })]
    const counts = new Map<string, number>()
    const count = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
    for (const { touches, converted } of paths) {
      count(`start ${touches[0]}`)
      for (const [i, touch] of touches.entries()) {
        count(touch)
        count(`${touch} ${touches[i + 1] ?? (converted ? 'conversion' : 'none')}`)
      }
    }
    const number = (key: string) => counts.get(key) ?? 0
    const shares = removalShares(
      (to) => number(`start ${to}`) / paths.length,
      (from, to) => number(`${from} ${to}`) / number(from),
    )
    for (const [i, share] of shares.entries()) expect(Math.abs(share - (truth[i] ?? 0))).toBeLessThan(0.01)
  })
})
