import { z } from 'zod'
import { commonParams } from '../../core/common-params.js'
import { conditionOf } from '../../core/conditions.js'
import { ordersOf } from '../../core/orders.js'
import { resolvePeriod } from '../../core/period.js'
import { defineReport } from '../../core/report.js'
import { repurchaseGap, usualGapDays } from '../../core/repurchase-gap.js'
import { sql } from '../../core/sql.js'
import { enough, tooFewNote } from '../../statistics/too-few.js'
import { type SegmentCount, segmentCounts } from './customer-segments.js'
import { segmentRowSchema, totalsSchema } from './customer-value-schema.js'
import { definitions } from './definitions.js'
import { type GroupSums, groupSums, numberedOrders } from './new-and-existing.js'
import { type NoveltyCount, noveltyCounts, triedCount } from './product-novelty.js'
import { type Measured, toSegmentRows, toTotals } from './to-figures.js'

const dayMs = 86_400_000

const params = z.strictObject({
  ...commonParams,
  filters: commonParams.filters.meta({
    description: 'Only orders for which all of these hold; who is new is decided by all orders',
  }),
  gap_days: z.number().min(1).max(3650).optional().meta({
    description: 'Usual time between two orders, by which recency is judged; default the shop’s median',
    unit: 'd',
  }),
  new_product_days: z.number().int().min(1).max(365).default(30).meta({
    description: 'How long a product is new',
    unit: 'd',
  }),
})

/** Who the customers are, what they are worth, and how those who come again differ from those who are new. */
export const customerValue = defineReport({
  name: 'customer-value',
  title: 'Customer value',
  question: 'Which customers are the best, which are being lost, and what are they worth?',
  params,
  row: segmentRowSchema,
  totals: totalsSchema,
  lists: ['order_value', 'revenue_per_customer'],
  definitions,
  async run({ query, site, now }, given) {
    const { fromMs, untilMs: endMs } = resolvePeriod(given, site, now)
    const untilMs = Math.min(endMs, now + 1)
    const orders = ordersOf({ site, untilMs }, site.currency, {
      fits: conditionOf(given.filters) ?? sql`true`,
      products: sql`items.item_id`,
    })
    const gap = await repurchaseGap(query, orders)
    const usual = usualGapDays(gap, untilMs)
    const gapDays = given.gap_days ?? usual.days
    const numbered = numberedOrders(orders, fromMs)
    const [segments, sums, [tried], novelty] = await Promise.all([
      query<SegmentCount>(
        segmentCounts(sql`SELECT * FROM (${orders}) WHERE fits`, untilMs, Math.round(gapDays * dayMs)),
      ),
      query<GroupSums>(groupSums(numbered)),
      query<{ orders: number; tried: number }>(triedCount(orders, fromMs)),
      query<NoveltyCount>(noveltyCounts(numbered, site, untilMs, given.new_product_days)),
    ])
    const measured = { segments, sums, tried: tried ?? { orders: 0, tried: 0 }, novelty, gap, gapDays }
    const totals = toTotals(measured)
    return {
      rows: toSegmentRows(measured.segments),
      totals,
      notes: notesOf(measured, totals, given.gap_days === undefined && !usual.isKnown),
      sample: { customers: totals.customers, orders: totals.orders },
    }
  },
})

function notesOf(
  { gapDays, novelty }: Measured,
  totals: z.infer<typeof totalsSchema>,
  isGapUnknown: boolean,
): string[] {
  const { customers, existing_orders, new_orders } = totals
  if (customers === 0) return ['Nobody has ordered up to the last day.']
  const notes: string[] = []
  if (customers < enough.rate) notes.push(tooFewNote('customers', customers, enough.rate))
  if (isGapUnknown)
    notes.push(
      `Recency is judged by ${gapDays} days between two orders: it takes ${enough.rate} gaps and 180 days of orders to tell the shop’s own.`,
    )
  const fewest = Math.min(existing_orders, new_orders)
  if (fewest < enough.rate)
    notes.push(`New against existing: ${tooFewNote('orders in the smaller group', fewest, enough.rate)}`)
  if (novelty.length === 0)
    notes.push('No order was placed while a product was new, so nothing is said about new products.')
  return notes
}
