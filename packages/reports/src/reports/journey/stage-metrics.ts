import { awayNames, type Stage } from '@touchline/events'
import { z } from 'zod'
import type { ReportQuery } from '../../core/query.js'
import { rateSchema } from '../../core/rate.js'
import { eventsOf, sessionsByVisitor } from '../../core/source.js'
import { bind, type Sql, sql } from '../../core/sql.js'
import { z95 } from '../../statistics/normal-quantile.js'
import { toRate } from '../../statistics/to-rate.js'
import { inScope, isLimited, type JourneyScope, numberedOrders } from './journey-moments.js'

const npsSchema = z.object({
  n: z.number(),
  score: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})

/** A metric is a count or a duration, a share, or a net promoter score. */
export const metricsSchema = z.record(z.string(), z.union([z.number().nullable(), rateSchema, npsSchema]))
export type Metrics = z.infer<typeof metricsSchema>

/**
 * The net promoter score: share of answers 9 and 10 minus share of 0 to 6, times 100, with a 95% interval by the normal
 * approximation of the difference of two shares of one sample.
 * Source: B. Rocks, Interval estimation for the net promoter score, The American Statistician 70 (2016) 365-372.
 */
export function netPromoterScore(promoters: number, detractors: number, n: number): z.infer<typeof npsSchema> {
  if (n === 0) return { n, score: null, low: null, high: null }
  const share = (promoters - detractors) / n
  const variance = (promoters + detractors) / n - share * share
  const reach = z95 * Math.sqrt(Math.max(variance, 0) / n)
  const points = (value: number) => Math.min(Math.max(value, -1), 1) * 100
  return { n, score: points(share), low: points(share - reach), high: points(share + reach) }
}

type Counts = Record<
  | 'socialEngagement'
  | 'mentions'
  | 'wishlist'
  | 'orders'
  | 'failedPayments'
  | 'cartOwners'
  | 'cartLeavers'
  | 'tracked'
  | 'delivered'
  | 'contacts'
  | 'returned'
  | 'customers'
  | 'repeaters'
  | 'subscribed'
  | 'tierUps'
  | 'tierDowns'
  | 'referrals'
  | 'reviews'
  | 'ratedReviews'
  | 'positiveReviews'
  | 'shares'
  | 'promoters'
  | 'detractors'
  | 'answers'
  | 'customerAnswers'
  | 'loyal'
  | 'advocates',
  number
>

/** The events that metrics count; all others are many, and are not read. */
const countedNames = [
  'social_engagement',
  'mention',
  'add_to_wishlist',
  'payment_failed',
  'add_to_cart',
  'order_tracked',
  'support_contact',
  'delivery_confirmed',
  'return_requested',
  'subscribe',
  'subscription_cancelled',
  'tier_up',
  'tier_down',
  'referral_sent',
  'share',
  'review_submitted',
  'nps_answered',
]

/** Events of these names, every order once. */
function countedMoments(scope: JourneyScope, names: readonly string[]): Sql {
  const { site, untilMs } = scope
  const events = eventsOf(
    { site, untilMs, where: sql`name IN ${bind.texts([...names])}`, keys: true },
    sql`name, score, transaction_id`,
  )
  return sql`
    SELECT person_key, at_ms, toString(name) AS name, score, transaction_id FROM (${events}) WHERE ${inScope(scope)}
    UNION ALL
    SELECT person_key, at_ms, name, score, order_id AS transaction_id FROM (${numberedOrders(scope)})`
}

/** Counts over persons; of what a person may change (subscription, NPS) the latest counts. */
async function countOver(query: ReportQuery, scope: JourneyScope): Promise<Counts> {
  const [row] = await query<Counts>(sql`
    SELECT sum(social) AS socialEngagement, sum(mentioned) AS mentions, sum(wished) AS wishlist,
      sum(bought) AS orders, sum(failed) AS failedPayments,
      countIf(put_ms > 0) AS cartOwners, countIf(put_ms > bought_ms) AS cartLeavers, sum(tracked_views) AS tracked,
      sum(least(delivered_orders, bought)) AS delivered, sumIf(support, bought > 0) AS contacts,
      sum(least(returned_orders, bought)) AS returned, countIf(bought > 0) AS customers, countIf(bought > 1) AS repeaters,
      countIf(subscription = 'subscribe') AS subscribed, sum(ups) AS tierUps, sum(downs) AS tierDowns, sum(referred) AS referrals,
      sum(reviewed) AS reviews, sum(rated) AS ratedReviews, sum(positive) AS positiveReviews, sum(shared) AS shares,
      countIf(answered > 0 AND nps >= 9) AS promoters, countIf(answered > 0 AND nps <= 6) AS detractors,
      countIf(answered > 0) AS answers, countIf(answered > 0 AND bought > 0) AS customerAnswers,
      countIf(bought > 1 OR subscribes > 0 OR ups > 0) AS loyal,
      countIf(referred > 0 OR shared > 0 OR reviewed > 0 OR (answered > 0 AND nps >= 9)) AS advocates
    FROM (
      SELECT person_key, countIf(name = 'social_engagement') AS social, countIf(name = 'mention') AS mentioned,
        countIf(name = 'add_to_wishlist') AS wished, countIf(name = 'purchase') AS bought,
        countIf(name = 'payment_failed') AS failed,
        maxIf(at_ms, name = 'add_to_cart') AS put_ms, maxIf(at_ms, name = 'purchase') AS bought_ms, countIf(name = 'order_tracked') AS tracked_views,
        countIf(name = 'support_contact') AS support,
        uniqExactIf(if(transaction_id = '', toString(at_ms), transaction_id), name = 'delivery_confirmed') AS delivered_orders,
        uniqExactIf(if(transaction_id = '', toString(at_ms), transaction_id), name = 'return_requested') AS returned_orders,
        argMaxIf(name, at_ms, name IN ('subscribe', 'subscription_cancelled')) AS subscription,
        countIf(name = 'subscribe') AS subscribes, countIf(name = 'tier_up') AS ups, countIf(name = 'tier_down') AS downs,
        countIf(name = 'referral_sent') AS referred, countIf(name = 'share') AS shared,
        countIf(name = 'review_submitted') AS reviewed, countIf(name = 'review_submitted' AND score IS NOT NULL) AS rated,
        countIf(name = 'review_submitted' AND score >= 4) AS positive,
        countIf(name = 'nps_answered' AND score IS NOT NULL) AS answered,
        argMaxIf(score, at_ms, name = 'nps_answered' AND score IS NOT NULL) AS nps
      FROM (${countedMoments(scope, countedNames)}) GROUP BY person_key
    )`)
  return row as Counts
}

interface VisitCounts {
  visits: number
  listVisits: number
  clickedVisits: number
}

/** Bits of an event of a visit. */
const listShown = 1
const linkFollowed = 2

function countVisits(query: ReportQuery, scope: JourneyScope): Promise<VisitCounts[]> {
  const { site, untilMs } = scope
  const events = eventsOf(
    {
      site,
      untilMs,
      where: sql`kind != 'page_load' AND name NOT IN ${bind.texts([...awayNames])}`,
      people: isLimited(scope),
      keys: true,
      copies: true,
    },
    sql`session_id, (name = 'view_item_list') * ${bind.uint(listShown)} + (name = 'select_item') * ${bind.uint(linkFollowed)} AS flags`,
  )
  const onSite = sql`SELECT visitor_key, session_id, at_ms, flags FROM (${events}) WHERE ${inScope(scope)}`
  const having = (flag: number) =>
    sql`arrayDistinct(arrayFilter((k, f) -> bitTest(f, ${bind.uint(Math.log2(flag))}), session_keys, session_flags))`
  return query<VisitCounts>(sql`
    SELECT sum(length(arrayDistinct(session_keys))) AS visits, sum(length(${having(listShown)} AS lists)) AS listVisits,
      sum(if(empty(lists), 0, length(arrayIntersect(lists, ${having(linkFollowed)})))) AS clickedVisits
    FROM (${sessionsByVisitor(onSite, sql`flags`)})`)
}

interface Durations {
  productPages: number
  visibleMs: number | null
  checkouts: number
  p50: number | null
  p75: number | null
}

/** Time visible on product pages, and from the last checkout begun before an order to the order. */
async function measureDurations(query: ReportQuery, scope: JourneyScope): Promise<Durations> {
  const { site, untilMs } = scope
  const productPages = eventsOf(
    {
      site,
      untilMs,
      where: sql`kind = 'page_load' AND page_type = 'product' AND visible_ms IS NOT NULL`,
      people: isLimited(scope),
      keys: true,
      copies: true,
    },
    sql`if(navigation_id = '', toString(event_id), navigation_id) AS navigation, visible_ms`,
  )
  const [[pages], [timed]] = await Promise.all([
    query<{ n: number; median: number }>(sql`
      SELECT count() AS n, quantileExactLow(0.5)(visible) AS median
      FROM (SELECT max(visible_ms) AS visible FROM (${productPages}) WHERE ${inScope(scope)}
        GROUP BY sipHash64(visitor_key, navigation))`),
    query<{ n: number; p50: number; p75: number }>(sql`
      SELECT count() AS n, quantileExactLow(0.5)(at_ms - begun) AS p50, quantileExactLow(0.75)(at_ms - begun) AS p75
      FROM (
        SELECT name, at_ms,
          max(if(name = 'begin_checkout', at_ms, 0)) OVER preceding AS begun, max(if(name = 'purchase', at_ms, 0)) OVER preceding AS bought
        FROM (${countedMoments(scope, ['begin_checkout'])})
        WINDOW preceding AS (PARTITION BY person_key ORDER BY at_ms, name ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
      ) WHERE name = 'purchase' AND begun > bought`),
  ])
  return {
    productPages: pages?.n ?? 0,
    visibleMs: pages?.n ? pages.median : null,
    checkouts: timed?.n ?? 0,
    p50: timed?.n ? timed.p50 : null,
    p75: timed?.n ? timed.p75 : null,
  }
}

const per = (count: number, base: number, factor = 1) => (base > 0 ? (factor * count) / base : null)

/** The metrics of each stage over the persons of the scope; defined in the report's definitions. */
export async function stageMetrics(
  query: ReportQuery,
  scope: JourneyScope,
  persons: number,
): Promise<Record<Stage, Metrics>> {
  const [n, [visits], durations] = await Promise.all([
    countOver(query, scope),
    countVisits(query, scope),
    measureDurations(query, scope),
  ])
  return {
    awareness: {
      visits: visits?.visits ?? 0,
      reach: persons,
      social_engagement: n.socialEngagement,
      mentions: n.mentions,
    },
    consideration: {
      link_click_through: toRate(visits?.clickedVisits ?? 0, visits?.listVisits ?? 0),
      product_pages_measured: durations.productPages,
      product_visible_median_ms: durations.visibleMs,
      wishlist_adds: n.wishlist,
      reviews: n.reviews,
      reviews_positive: toRate(n.positiveReviews, n.ratedReviews),
    },
    decision: {
      checkouts_timed: durations.checkouts,
      checkout_p50_ms: durations.p50,
      checkout_p75_ms: durations.p75,
      cart_abandonment: toRate(n.cartLeavers, n.cartOwners),
      payment_success: toRate(n.orders, n.orders + n.failedPayments),
    },
    delivery_use: {
      orders: n.orders,
      tracking_views: n.tracked,
      delivery_confirmed: toRate(n.delivered, n.orders),
      support_contacts_per_100_orders: per(n.contacts, n.orders, 100),
      return_rate: toRate(n.returned, n.orders),
    },
    loyalty_advocacy: {
      loyalty: n.loyal,
      advocacy: n.advocates,
      repeat_rate: toRate(n.repeaters, n.customers),
      active_subscriptions: n.subscribed,
      tier_ups: n.tierUps,
      tier_downs: n.tierDowns,
      referrals_per_customer: per(n.referrals, n.customers),
      user_content: n.reviews + n.shares,
      nps: netPromoterScore(n.promoters, n.detractors, n.answers),
      nps_response: toRate(n.customerAnswers, n.customers),
    },
  }
}
