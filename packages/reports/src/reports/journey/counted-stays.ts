import { stages } from '@touchline/events'
import { bind, type Sql, sql } from '../../core/sql.js'
import { type JourneyScope, rankedMoments } from './journey-moments.js'

/** When somebody counts as lapsed (before the first purchase) or churned (after it), and up to when they were seen. */
export interface IdleTimes {
  asOfMs: number
  lapseMs: number
  churnMs: number
}

/** Places as numbers: stages from 1, then these. */
export const lapsedPlace = stages.length + 1
export const churnedPlace = stages.length + 2
const purchaseRank = stages.indexOf('delivery_use') + 1

/** What a counted item is; see `countedStays`. */
export const itemKinds = { stay: 0, comeback: 1, person: 2 } as const

/**
 * Follows every person of the scope through the stages, in ClickHouse, and counts what is equal. A stage once reached is
 * kept; an idle time interrupts it. One row an `item` (the number `packed` makes), with how often it is:
 *
 * - stay: the stage, the place that ended it (0: still open) and how long it was, in minutes;
 * - comeback: the idle place, and the stage in which the person went on;
 * - person: where it is now, the last stage reached, and as bits where it was ever: place `p` in bit `p`, and in bit
 *   8 + `s` that it went idle out of stage `s`.
 *
 * Times count in whole minutes up to a day and in whole hours beyond, rounded up, so that equal ones are many.
 */
export function countedStays(scope: JourneyScope, idle: IdleTimes): Sql {
  const asOf = bind.uint(idle.asOfMs)
  const stay = sql`if(e.1 - s.1 <= 86400000, intDiv(e.1 - s.1 + 59999, 60000), 60 * intDiv(e.1 - s.1 + 3599999, 3600000))`
  return sql`
    SELECT arrayJoin(arrayConcat(
        arrayMap((s, e) -> ${packed(itemKinds.stay, sql`s.2`, sql`e.2`, stay)}, starts, ends),
        arrayMap(r -> ${packed(itemKinds.comeback, idlePlace(sql`r.2`), sql`r.3`, sql`0`)}, arrayFilter(r -> r.4 > 0, changes)),
        [${packed(itemKinds.person, sql`if(last_end.2 = 0, last_rank, last_end.2)`, sql`last_rank`, sql`places`)}])) AS item,
      count() AS persons
    FROM (
      SELECT changes, first_ms, last_ms, starts[-1].2 AS last_rank,
        arrayConcat([(first_ms, 1)], arrayMap(r -> (r.1, r.3), changes)) AS starts,
        if(${asOf} - last_ms >= ${idleOf(sql`last_rank`, idle)}, (last_ms + ${idleOf(sql`last_rank`, idle)}, ${idlePlace(sql`last_rank`)}), (${asOf}, 0)) AS last_end,
        arrayConcat(arrayMap(r -> if(r.4 > 0, (r.4 + ${idleOf(sql`r.2`, idle)}, ${idlePlace(sql`r.2`)}), (r.1, r.3)), changes), [last_end]) AS ends,
        arrayFilter((s, e) -> e.2 > ${bind.uint(stages.length)}, starts, ends) AS idled,
        arraySum(arrayMap(p -> bitShiftLeft(toUInt64(1), p), arrayDistinct(arrayConcat(starts.2,
          arrayFilter(p -> p > ${bind.uint(stages.length)}, ends.2), arrayMap(s -> s.2 + 8, idled))))) AS places
      FROM (${stageChanges(scope, idle)})
    )
    GROUP BY item`
}

/** An item as one number below 2^53: what is grouped by one number is grouped fastest. */
function packed(kind: number, from: Sql, to: Sql, more: Sql): Sql {
  return sql`toUInt64(${bind.uint(kind * 2 ** 48)} + ${from} * ${bind.uint(2 ** 40)} + ${to} * ${bind.uint(2 ** 32)} + ${more})`
}

/** What `packed` made. */
export function unpacked(item: number): { kind: number; from: number; to: number; more: number } {
  const high = Math.floor(item / 2 ** 32)
  return { kind: high >> 16, from: (high >> 8) & 0xff, to: high & 0xff, more: item % 2 ** 32 }
}

/**
 * One row a person: `first_ms`, `last_ms` and `changes`, the moments that took it to a later stage or ended an idle time, as
 * (at, rank before, rank after, 0 or the moment before the idle time).
 */
function stageChanges(scope: JourneyScope, idle: IdleTimes): Sql {
  const shortest = bind.uint(Math.min(idle.lapseMs, idle.churnMs))
  const ranks = sql`[2, 3, 4, 5]`
  // A moment is its time above its rank in one number: of one instant the lower rank comes first.
  return sql`
    SELECT first_ms, last_ms,
      arrayMap((at, r) -> if(at > 0 AND NOT arrayExists((other, q) -> q > r AND other > 0 AND other < at, entered, ${ranks}), at * 8 + r, 0), entered, ${ranks}) AS rises,
      if(last_ms - first_ms >= ${shortest}, arraySort(all_moments), []) AS sorted,
      arrayFilter(g -> intDiv(g.1, 8) - intDiv(g.2, 8) >= ${shortest}, arrayZip(arrayPopFront(sorted), arrayPopBack(sorted))) AS gaps,
      arraySort(arrayFilter(m -> m > 0, arrayDistinct(arrayConcat(rises, gaps.1)))) AS moments,
      arrayMap(m -> intDiv(gaps.2[indexOf(gaps.1, m)], 8), moments) AS left_at,
      arrayMap(i -> arrayMax(m -> m % 8, arraySlice(moments, 1, i)), arrayEnumerate(moments)) AS after,
      arrayPopBack(arrayConcat([1], after)) AS before,
      arrayFilter(c -> c.3 > c.2 OR c.4 > 0, arrayMap((m, b, a, l) -> (intDiv(m, 8), b, a,
        if(l > 0 AND intDiv(m, 8) - l >= ${idleOf(sql`b`, idle)}, l, 0)), moments, before, after, left_at)) AS changes
    FROM (
      SELECT min(at_ms) AS first_ms, max(at_ms) AS last_ms, groupArray(at_ms * 8 + rank) AS all_moments,
        [minIf(at_ms, rank = 2), minIf(at_ms, rank = 3), minIf(at_ms, rank = 4), minIf(at_ms, rank = 5)] AS entered
      FROM (${rankedMoments(scope)}) GROUP BY person_key
    )`
}

const isBefore = (rank: Sql) => sql`${rank} < ${bind.uint(purchaseRank)}`
const idleOf = (rank: Sql, { lapseMs, churnMs }: IdleTimes) =>
  sql`if(${isBefore(rank)}, ${bind.uint(lapseMs)}, ${bind.uint(churnMs)})`
const idlePlace = (rank: Sql) => sql`if(${isBefore(rank)}, ${bind.uint(lapsedPlace)}, ${bind.uint(churnedPlace)})`
