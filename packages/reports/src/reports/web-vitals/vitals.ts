import { type Sql, sql } from '../../core/sql.js'

/** A web vital: its column, up to where it is good and above what it is poor, as SQL of the type of the column. */
interface Vital {
  column: Sql
  unit: 'ms' | null
  good: number
  poor: number
  /** Where the browser says which element was behind it. */
  target?: Sql
  /** Decimals that the column holds reliably. */
  decimals: number
}

const seconds = { unit: 'ms', decimals: 2 } as const

/**
 * The vitals with their thresholds: good up to and including the first, poor above the second.
 * Source: https://web.dev/articles/defining-core-web-vitals-thresholds
 */
export const vitals = {
  LCP: { column: sql`lcp_ms`, good: 2500, poor: 4000, target: sql`lcp_target`, ...seconds },
  INP: { column: sql`inp_ms`, good: 200, poor: 500, target: sql`inp_target`, ...seconds },
  CLS: { column: sql`cls`, good: 0.1, poor: 0.25, target: sql`cls_target`, unit: null, decimals: 5 },
  FCP: { column: sql`fcp_ms`, good: 1800, poor: 3000, ...seconds },
  TTFB: { column: sql`ttfb_ms`, good: 800, poor: 1800, ...seconds },
} as const satisfies Record<string, Vital>

export type VitalName = keyof typeof vitals
export const vitalNames = Object.keys(vitals) as [VitalName, ...VitalName[]]
export const vitalOf = (name: VitalName): Vital => vitals[name]
