import { awayNames, type Site } from '@touchline/events'
import { breakdownText, conditionOf, type Filter } from '../../core/conditions.js'
import { ordersOf } from '../../core/orders.js'
import type { BinaryQuery } from '../../core/query.js'
import { type BinaryCursor, readRowBinary } from '../../core/row-binary.js'
import { eventsOf, type Unit, withUnit } from '../../core/source.js'
import { bind, type Sql, sql } from '../../core/sql.js'

/** Cart events in the order in which they help when they happened at the same instant, and what else matters of a cart. */
const momentNames = [
  'add_to_cart',
  'view_cart',
  'remove_from_cart',
  'begin_checkout',
  'coupon_denied',
  'out_of_stock',
  'add_shipping_info',
  'add_payment_info',
  'payment_failed',
  'purchase',
  'cart_emptied',
  // What may have brought somebody back.
  'email_open',
  'email_click',
  'slow_page',
] as const

/** First contentful paint above this is poor: https://web.dev/articles/fcp */
const slowMs = 3000

export interface CartMoment {
  at: number
  /** An event, or `slow_page`. */
  name: string
  /** Which of the unit's visitors: a number that means nothing else. */
  visitor: number
  /** Which cart: a number that means nothing else, 0 = it names none. */
  cart: number
  /** In 1/10,000 of the major unit. */
  value?: bigint
  currency: string
  /** Shipping costs were shown. */
  hasShipping: boolean
  fits: boolean
  slice: string
}

/** What a report needs to know of one person, visitor or session that put something into a cart. */
export interface CartHistory {
  /** Its id; of a session the person it belongs to. */
  owner: string
  lastMs: number
  /** Idle times that were long enough: the events before and after. */
  idle: { from: number; to: number }[]
  moments: CartMoment[]
}

export interface CartScope {
  site: Site
  /** Where to begin to read, which is before the period. */
  fromMs: number
  untilMs: number
  unit: Unit
  idleMs: number
  filters?: readonly Filter[]
  breakdown?: string
  /** True: also what came before anything was put into a cart. */
  whole: boolean
}

const noValue = -(2n ** 63n)

/** Those who put something into a cart, some at a time: their cart events, and where they were idle for long. */
export async function* cartHistories(query: BinaryQuery, scope: CartScope): AsyncGenerator<CartHistory[]> {
  const read = (cursor: BinaryCursor): CartHistory => ({
    owner: cursor.text(),
    lastMs: cursor.uint64(),
    idle: cursor.array(() => ({ from: cursor.uint64(), to: cursor.uint64() })),
    moments: cursor.array(readMoment),
  })
  yield* readRowBinary(query(historiesOf(scope)), read)
}

function readMoment(cursor: BinaryCursor): CartMoment {
  const at = cursor.uint64()
  const name = momentNames[cursor.uint8() - 1] ?? ''
  const visitor = cursor.uint32()
  const cart = cursor.uint32()
  const value = cursor.int64()
  const currency = cursor.text()
  const flags = cursor.uint8()
  return {
    at,
    name,
    visitor,
    cart,
    value: value === noValue ? undefined : value,
    currency,
    hasShipping: (flags & 1) > 0,
    fits: (flags & 2) > 0,
    slice: cursor.text(),
  }
}

/** One row a unit as `cartHistories` reads them. */
function historiesOf(scope: CartScope): Sql {
  const { unit, idleMs } = scope
  const owner = unit === 'visitor' ? sql`visitor_key` : sql`person_key`
  const inUnit = { person: sql`person_key`, visitor: sql`visitor_key`, session: sql`unit_id` }[unit]
  // A copy of an event changes nothing about a cart: it is at the same instant, and of a purchase there is none.
  const withCart = sql`
    SELECT ${owner} FROM (${eventsOf({ ...rangeOf(scope), where: sql`name = 'add_to_cart'`, people: unit !== 'visitor', keys: true, copies: true }, sql`name`)})`
  const own = sql`SELECT * FROM (${timeline(scope)}) WHERE ${owner} IN (${withCart})`
  const ownerId = unit === 'visitor' ? sql`any(visitor_id)` : sql`any(person_id)`
  return sql`
    SELECT owner, toUInt64(last_ms) AS last, arrayFilter(g -> g.2 >= g.1 + ${bind.uint(idleMs)}, arrayZip(arrayPopBack(times), arrayPopFront(times))) AS idle,
      arrayFilter(m -> ${scope.whole ? sql`true` : sql`m.1 >= first_put`}, arraySort(m -> (m.1, m.2), found)) AS moments
    FROM (
      SELECT ${ownerId} AS owner, maxIf(at_ms, NOT away) AS last_ms, arraySort(groupArrayIf(at_ms, NOT away)) AS times, minIf(at_ms, code = 1) AS first_put,
        groupArrayIf((at_ms, code, toUInt32(visitor_key), cart, units, currency, flags, slice), code > 0) AS found
      FROM (${unit === 'session' ? withUnit(own, unit) : own})
      GROUP BY ${inUnit}
      HAVING first_put > 0
    )`
}

const rangeOf = ({ site, fromMs, untilMs }: CartScope) => ({ site, fromMs, untilMs })

/** Everything of a site that may matter: `code` is the place of its name among the moments from 1, 0 for others. */
function timeline(scope: CartScope): Sql {
  const { site, unit, breakdown } = scope
  const fits = conditionOf(scope.filters)
  // A session is made of what a visitor does; when a page was hidden belongs to the page's own time.
  const kinds = unit === 'session' ? sql`kind != 'page_load'` : sql`true`
  const isSlow = sql`kind = 'page_load' AND (name = 'page_leave' OR coalesce(product_visible_ms, fcp_ms) > ${bind.uint(slowMs)})`
  const events = eventsOf(
    {
      ...rangeOf(scope),
      where: sql`${kinds} AND name != 'purchase'`,
      people: unit !== 'visitor',
      keys: true,
      copies: true,
    },
    sql`session_id, toUInt8(if(${isSlow}, ${bind.uint(momentNames.length)}, transform(name, ${bind.texts([...momentNames])}, ${bind.uints(momentNames.map((_, i) => i + 1))}, 0))) AS code,
      name IN ${bind.texts([...awayNames])} AS away, toUInt32(if(cart_id = '', 0, sipHash64(cart_id))) AS cart, ${unitsOf(sql`value`)} AS units,
      toString(if(currency = '', ${bind.text(site.currency)}, currency)) AS currency,
      toUInt8(ifNull(shipping > 0, 0) + 2 * (${fits ?? sql`true`})) AS flags, ${breakdown ? breakdownText(breakdown) : sql`''`} AS slice`,
  )
  const columns = sql`visitor_id, person_id, visitor_key, person_key, session_id, at_ms, code, away, cart, units, currency, flags, slice`
  const purchase = bind.uint(momentNames.indexOf('purchase') + 1)
  const person = unit === 'visitor' ? sql`visitor_id` : sql`person_id`
  return sql`
    SELECT ${columns} FROM (${events})
    UNION ALL
    SELECT visitor_id, ${person} AS person_id, sipHash64(visitor_id) AS visitor_key, sipHash64(${person}) AS person_key, session_id, at_ms, toUInt8(${purchase}) AS code, 0 AS away,
      toUInt32(if(cart_id = '', 0, sipHash64(cart_id))) AS cart, ${unitsOf(sql`toDecimal64OrNull(value, 4)`)} AS units, toString(currency) AS currency, toUInt8(0) AS flags, '' AS slice
    FROM (${ordersOf(rangeOf(scope), site.currency)})`
}

/** A decimal of four places as a whole number of 1/10,000; the least number there is when it is null. */
const unitsOf = (decimal: Sql): Sql =>
  sql`ifNull(toInt64(toDecimal128(${decimal}, 4) * 10000), toInt64(-9223372036854775808))`
