import { defaultStageRules, type Site } from '@touchline/events'
import { conditionOf, type Filter } from '../../core/conditions.js'
import { ordersOf } from '../../core/orders.js'
import type { Period } from '../../core/period.js'
import type { ReportQuery } from '../../core/query.js'
import { eventsOf } from '../../core/source.js'
import { bind, join, type Sql, sql } from '../../core/sql.js'
import { readTouch, touchEvents, touchesOfUnit, touchName } from '../../core/touches.js'
import { stageRank } from '../journey/stage-rank.js'

/** After so many days the effect of a touch is looked at. */
export const effectDays = [1, 7, 30] as const
/** The stages that a touch may come before; awareness begins with any event. */
export const laterStages = ['consideration', 'decision', 'delivery_use', 'loyalty_advocacy'] as const

const dayMs = 86_400_000

export interface TouchpointScope {
  site: Site
  period: Period
  now: number
  filters: readonly Filter[] | undefined
  lookbackMs: number
}

/** A channel and one kind of touch in it. */
export interface Touchpoint {
  channel: string
  touchpoint: string
}

/** Numbers by code: of a touchpoint from 1, of a channel after them. */
type ByCode = [codes: number[], counts: number[]]

/** What all persons together come to. */
export interface TouchTallies {
  /** Persons with any touch in the period. */
  touched: number
  /** Persons who came to each of the later stages in the period. */
  entered: number[]
  touches: ByCode
  reach: ByCode
  /** Of those who came to a stage, how many had the touch in the look-back before. */
  influence: ByCode[]
  orders: ByCode
  /** Worth of the orders with the touch in the look-back before, by code and currency, parted by a space. */
  worths: [keys: string[], worths: number[]]
  /** For each of effectDays: persons whose first such touch is that old, and those of them who ordered within the days. */
  seen: ByCode[]
  won: ByCode[]
  /** The same from the first touch of any kind: of all persons, and of those who had the touch. */
  all_seen: number[]
  all_won: number[]
  any_seen: ByCode[]
  any_won: ByCode[]
}

/** Which channels and kinds of touches there are, the most frequent first. */
export function touchpointCounts(query: ReportQuery, scope: TouchpointScope): Promise<Touchpoint[]> {
  const { site, period, filters, lookbackMs } = scope
  const touches = touchEvents(
    {
      site,
      fromMs: period.fromMs - lookbackMs,
      untilMs: period.untilMs,
      where: conditionOf(filters),
      people: false,
    },
    sql`0`,
    sql`${touchName('channel')} AS touch_channel, ${touchName('touchpoint')} AS touch_name`,
  )
  return query<Touchpoint>(sql`
    SELECT touch_channel AS channel, touch_name AS touchpoint FROM (${touches})
    GROUP BY channel, touchpoint ORDER BY count() DESC, channel, touchpoint`)
}

const namesOfLaterStages = [
  ...new Set(laterStages.flatMap((stage) => defaultStageRules[stage].map(({ name }) => name))),
]

const separator = '\u001f'

/** One row a person: `touches`, `entries` (ms of the first moment in each later stage, 0 for none) and `sales`. */
function touchedPersons(scope: TouchpointScope, shown: readonly Touchpoint[]): Sql {
  const { site, period, now, filters, lookbackMs } = scope
  const from = period.fromMs - lookbackMs
  const keys = shown.map(({ channel, touchpoint }) => `${channel}${separator}${touchpoint}`)
  const key = sql`concat(${touchName('channel')}, ${bind.text(separator)}, ${touchName('touchpoint')})`
  const touches = touchEvents(
    { site, fromMs: from, untilMs: period.untilMs, where: conditionOf(filters) },
    sql`transform(${key}, ${bind.texts(keys)}, range(1, ${bind.uint(keys.length + 1)}), 0)`,
  )
  // Copies do no harm to a first moment.
  const isStageEvent = sql`name != 'purchase' AND (name IN ${bind.texts(namesOfLaterStages)} OR stage != '')`
  const stageMoments = eventsOf(
    { site, fromMs: period.fromMs, untilMs: period.untilMs, where: isStageEvent, copies: true, keys: true },
    sql`score, toString(name) AS name, toString(stage) AS stage`,
  )
  const horizon = Math.min(now, period.untilMs + Math.max(...effectDays) * dayMs)
  const orders = ordersOf({ site, fromMs: from, untilMs: Math.max(horizon, period.untilMs) }, site.currency)
  const noSale = sql`CAST((0, 0, ''), 'Tuple(UInt64, Float64, String)')`
  const inPeriod = sql`s.1 >= ${bind.uint(period.fromMs)} AND s.1 < ${bind.uint(period.untilMs)}`
  const entry = (stage: number) => sql`minIf(entered_ms, rank = ${bind.uint(stage)})`
  return sql`
    SELECT person_key, ${touchesOfUnit(sql`touch > 0 AND ${readTouch(sql`touch`, 0).number} > 0`)} AS touches, arraySort(groupArrayIf(sale, sale.1 > 0)) AS sales,
      arrayFirst(s -> ${inPeriod}, sales).1 AS bought, arrayFirst((s, i) -> i >= 2 AND ${inPeriod}, sales, arrayEnumerate(sales)).1 AS bought_again,
      [${entry(2)}, ${entry(3)}, bought, if(bought_again > 0 AND (bought_again < ${entry(5)} OR ${entry(5)} = 0), bought_again, ${entry(5)})] AS entries
    FROM (
      SELECT person_key, touch, 0 AS rank, toUInt64(0) AS entered_ms, ${noSale} AS sale FROM (${touches})
      UNION ALL
      SELECT person_key, toUInt64(0) AS touch, rank, min(at_ms) AS entered_ms, ${noSale} AS sale
      FROM (SELECT person_key, at_ms, 0 AS order_number, ${stageRank(defaultStageRules)} AS rank FROM (${stageMoments}))
      WHERE rank >= 2 GROUP BY person_key, rank
      UNION ALL
      SELECT sipHash64(person_id), toUInt64(0) AS touch, 0 AS rank, toUInt64(0) AS entered_ms,
        CAST((at_ms, toFloat64OrZero(value), if(value = '', '', toString(currency))), 'Tuple(UInt64, Float64, String)') AS sale
      FROM (${orders})
    )
    GROUP BY person_key`
}

/** Codes of touchpoints are their places in `shown` from 1; those of channels follow, in the order of `channels`. */
export async function touchTallies(
  query: ReportQuery,
  scope: TouchpointScope,
  shown: readonly Touchpoint[],
  channels: readonly string[],
): Promise<TouchTallies> {
  const { period, now, lookbackMs } = scope
  const channelCodes = shown.map(({ channel }) => shown.length + 1 + channels.indexOf(channel))
  const lookback = bind.uint(lookbackMs)
  const { at, number } = readTouch(sql`t`, period.fromMs - lookbackMs)
  const horizon = Math.min(now, period.untilMs + Math.max(...effectDays) * dayMs)
  const before = (moment: Sql) =>
    sql`arrayDistinct(arrayFilter((code, at) -> at <= ${moment} AND at + ${lookback} >= ${moment}, codes, times))`
  const isSeen = (at: Sql, days: number) => sql`${at} + ${bind.uint(days * dayMs)} <= ${bind.uint(horizon)}`
  const isWon = (at: Sql, days: number) =>
    sql`(${isSeen(at, days)} AND arrayExists(s -> s.1 >= ${at} AND s.1 <= ${at} + ${bind.uint(days * dayMs)}, sales))`
  const list = (pieces: Sql[]) => sql`[${join(pieces, ', ')}]`
  const tally = (codes: Sql, counts: Sql) => sql`sumMap(${codes}, ${counts})`
  const ones = (codes: Sql) => tally(codes, sql`arrayMap(code -> toUInt64(1), ${codes})`)
  const [row] = await query<TouchTallies>(sql`
    SELECT countIf(notEmpty(mine)) AS touched,
      ${list(laterStages.map((_, i) => sql`countIf(entries[${bind.uint(i + 1)}] > 0)`))} AS entered,
      ${ones(sql`all_codes`)} AS touches, ${ones(sql`mine`)} AS reach,
      ${list(laterStages.map((_, i) => ones(sql`influenced[${bind.uint(i + 1)}]`)))} AS influence,
      ${ones(sql`sold_codes`)} AS orders, sumMap(paid_keys, paid_worths) AS worths,
      ${list(effectDays.map((days) => tally(sql`mine`, sql`arrayMap(at -> toUInt64(${isSeen(sql`at`, days)}), firsts)`)))} AS seen,
      ${list(effectDays.map((days) => tally(sql`mine`, sql`arrayMap(at -> toUInt64(${isWon(sql`at`, days)}), firsts)`)))} AS won,
      ${list(effectDays.map((days) => sql`countIf(notEmpty(mine) AND ${isSeen(sql`first_ms`, days)})`))} AS all_seen,
      ${list(effectDays.map((days) => sql`countIf(notEmpty(mine) AND ${isWon(sql`first_ms`, days)})`))} AS all_won,
      ${list(effectDays.map((days) => tally(sql`mine`, sql`arrayMap(code -> toUInt64(${isSeen(sql`first_ms`, days)}), mine)`)))} AS any_seen,
      ${list(effectDays.map((days) => tally(sql`mine`, sql`arrayMap(code -> toUInt64(${isWon(sql`first_ms`, days)}), mine)`)))} AS any_won
    FROM (
      SELECT sales, entries, arrayMap(t -> ${number}, touches) AS numbers, arrayMap(t -> ${at}, touches) AS touch_times,
        arrayConcat(numbers, arrayMap(number -> toUInt16(${bind.uints(channelCodes)}[number]), numbers)) AS codes,
        arrayConcat(touch_times, touch_times) AS times,
        arrayFilter((code, at) -> at >= ${bind.uint(period.fromMs)}, codes, times) AS all_codes,
        arrayFilter(at -> at >= ${bind.uint(period.fromMs)}, times) AS all_times,
        arrayDistinct(all_codes) AS mine, arrayMap(code -> all_times[indexOf(all_codes, code)], mine) AS firsts, all_times[1] AS first_ms,
        arrayMap(entry -> if(entry = 0, [], ${before(sql`entry`)}), entries) AS influenced,
        arrayFilter(s -> s.1 >= ${bind.uint(period.fromMs)} AND s.1 < ${bind.uint(period.untilMs)}, sales) AS sold,
        arrayFlatten(arrayMap(s -> ${before(sql`s.1`)}, sold)) AS sold_codes,
        arrayFlatten(arrayMap(s -> if(s.3 = '', [], arrayMap(code -> (concat(toString(code), ' ', s.3), s.2), ${before(sql`s.1`)})), sold)) AS paid,
        paid.1 AS paid_keys, paid.2 AS paid_worths
      FROM (${touchedPersons(scope, shown)})
    )`)
  return row as TouchTallies
}
