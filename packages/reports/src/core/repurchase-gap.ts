import { z95 } from '../statistics/normal-quantile.js'
import { enough } from '../statistics/too-few.js'
import type { ReportQuery } from './query.js'
import { bind, type Sql, sql } from './sql.js'

const dayMs = 86_400_000
/** Within a shorter time only short gaps can be seen. */
const leastHistoryDays = 180
/** Taken for the usual time between two orders while it is unknown. */
const unknownGapDays = 90

/** How long customers take from one order to the next. Times in ms. */
export interface RepurchaseGap {
  gaps: number
  medianMs: number
  /** The 95% interval of the median; 0 when there are too few gaps for it. */
  lowMs: number
  highMs: number
  /** When the first order was, since the epoch. */
  firstMs: number
}

/**
 * The median time between a person's consecutive orders, with its distribution-free interval (the order statistics whose
 * ranks enclose it, as in `quantileInterval`).
 * @param orders made by `ordersOf`
 */
export async function repurchaseGap(query: ReportQuery, orders: Sql): Promise<RepurchaseGap> {
  const reach = sql`${bind.float(z95 / 2)} * sqrt(gaps)`
  const [row] = await query<RepurchaseGap>(sql`
    SELECT length(sorted) AS gaps, firstMs, sorted[intDiv(gaps + 1, 2)] AS medianMs,
      toInt64(ceil(gaps / 2 - ${reach})) AS low_rank, toInt64(ceil(gaps / 2 + ${reach})) AS high_rank,
      if(low_rank < 1 OR high_rank > gaps, 0, sorted[low_rank]) AS lowMs,
      if(low_rank < 1 OR high_rank > gaps, 0, sorted[high_rank]) AS highMs
    FROM (
      SELECT arraySort(groupArrayIf(at_ms - before_ms, before_ms > 0)) AS sorted, min(at_ms) AS firstMs
      FROM (
        SELECT at_ms, lagInFrame(at_ms, 1, 0) OVER (PARTITION BY person_id ORDER BY at_ms
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS before_ms
        FROM (${orders})
      )
    )`)
  return row ?? { gaps: 0, medianMs: 0, lowMs: 0, highMs: 0, firstMs: 0 }
}

/** The shop's usual time between two orders in days; a quarter of a year while its orders do not tell. */
export function usualGapDays(
  { gaps, medianMs, firstMs }: RepurchaseGap,
  asOfMs: number,
): { days: number; isKnown: boolean } {
  const isKnown = gaps >= enough.rate && asOfMs - firstMs >= leastHistoryDays * dayMs
  return { days: isKnown ? medianMs / dayMs : unknownGapDays, isKnown }
}
