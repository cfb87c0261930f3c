import type { Site } from '@touchline/events'
import type { Period } from '../../core/period.js'
import { bind, type Sql, sql } from '../../core/sql.js'

/** What a report about trouble reads. */
export interface ServiceScope {
  site: Site
  /** When the orders and payments were; absent = at any time. */
  period?: Pick<Period, 'fromMs' | 'untilMs'>
  /** What is known ends here, in ms since the epoch. */
  asOfMs: number
  /** A condition on the order or payment. */
  fits: Sql
  returnMs: number
  /** Trouble later than this after an order is not about it. */
  withinMs: number
  /** A delivery later than this after the order was late, when nobody says whether it was. */
  lateMs: number
}

/** Those alike in all that is matched, and alike in having had trouble; `n` could be watched long enough. */
export interface StratumCount {
  trouble: string
  stratum: string
  exposed: 0 | 1
  n: number
  returned: number
  /** Not watched long enough yet. */
  waiting: number
}

export const dayMs = 86_400_000

/** True of what happened in the days asked about. */
export const inPeriod = ({ period }: ServiceScope): Sql =>
  period ? sql`at_ms >= ${bind.uint(period.fromMs)} AND at_ms < ${bind.uint(period.untilMs)}` : sql`true`

/** In which quarter of its currency a value lies, from 0; -1 when it is unknown. Reads `amount` and `currency`. */
export const valueBand = sql`if(amount IS NULL, -1,
  arrayCount(cut -> assumeNotNull(amount) > cut, quantilesExact(0.25, 0.5, 0.75)(assumeNotNull(amount)) OVER (PARTITION BY currency, amount IS NULL)))`
