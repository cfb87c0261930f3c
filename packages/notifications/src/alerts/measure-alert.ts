import { abandonment, newcombeDifference, overview, webVitals } from '@touchline/reports'
import type { Ask } from '../ask.js'
import type { AlertMeasure } from '../notification.js'
import type { Days } from '../whole-days.js'

/** A figure of some days beside the one of the days before. */
export interface Comparison {
  now: number
  before: number
  /** Relative; positive = worse. */
  worse: number
  /** The interval of the difference does not contain 0. */
  significant: boolean
}

interface Measured {
  value: number | null
  /** The share that tells whether a difference is more than chance. */
  share: { numerator: number; denominator: number }
}

/** Fewer cases of either kind say nothing about a difference. */
const leastCases = 5

const measures: Record<AlertMeasure, { higherIsWorse: boolean; of: (ask: Ask, days: Days) => Promise<Measured> }> = {
  conversion: {
    higherIsWorse: false,
    async of(ask, days) {
      const { conversion } = (await ask(overview, { ...days, compare: 'none' })).totals
      return { value: conversion.rate, share: conversion }
    },
  },
  abandonment: {
    higherIsWorse: true,
    async of(ask, days) {
      const { gross } = (await ask(abandonment, { ...days })).totals
      return { value: gross.rate, share: gross }
    },
  },
  lcp: { higherIsWorse: true, of: (ask, days) => vital(ask, days, 'LCP') },
  inp: { higherIsWorse: true, of: (ask, days) => vital(ask, days, 'INP') },
  cls: { higherIsWorse: true, of: (ask, days) => vital(ask, days, 'CLS') },
}

/** p75 of a vital. Whether it moved is seen in the share of loads that are not good. */
async function vital(ask: Ask, days: Days, metric: string): Promise<Measured> {
  const { rows } = await ask(webVitals, { ...days, metrics: [metric] })
  const { p75 = null, good = { numerator: 0, denominator: 0 } } = rows[0] ?? {}
  return {
    value: p75,
    share: { numerator: good.denominator - good.numerator, denominator: good.denominator },
  }
}

/** Compares a measure of some days with those before; undefined when one of them has too little to say. */
export async function compareMeasure(
  ask: Ask,
  measure: AlertMeasure,
  { last, before }: { last: Days; before: Days },
): Promise<Comparison | undefined> {
  const { of, higherIsWorse } = measures[measure]
  const [now, then] = await Promise.all([of(ask, last), of(ask, before)])
  if (now.value === null || then.value === null || then.value === 0) return undefined
  const cases = [now.share, then.share].flatMap(({ numerator, denominator }) => [numerator, denominator - numerator])
  if (Math.min(...cases) < leastCases) return undefined
  const difference = newcombeDifference(now.share, then.share)
  const change = now.value / then.value - 1
  return {
    now: now.value,
    before: then.value,
    worse: higherIsWorse ? change : -change,
    significant: difference !== null && (higherIsWorse ? difference.low > 0 : difference.high < 0),
  }
}
