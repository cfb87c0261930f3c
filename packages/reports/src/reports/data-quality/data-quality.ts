import { z } from 'zod'
import { commonParams } from '../../core/common-params.js'
import { resolvePeriod } from '../../core/period.js'
import { rateSchema } from '../../core/rate.js'
import { defineReport } from '../../core/report.js'
import { toRate } from '../../statistics/to-rate.js'
import { type CheckName, checkNames, checkRowSchema, toCheckRow } from './checks.js'
import { definitions } from './definitions.js'
import { clientSteps, measureParity } from './order-parity.js'
import { countBots, countEvents, countReceipts, countRejected, countVisitors } from './stored-events.js'

const params = z.strictObject({
  ...commonParams,
  filters: commonParams.filters.meta({
    description: 'Only events for which all of these hold; rejected events are counted without them',
  }),
})

const shareOf = z.object({ visitors: z.number(), share: rateSchema })
const totals = z.object({
  accepted: z.number(),
  rejected: z.number(),
  bots: z.number(),
  from_browsers: z.number(),
  from_servers: z.number(),
  imported: z.number(),
  visitors: z.number(),
  signed_in: rateSchema,
  rejected_reasons: z.array(z.object({ stage: z.string(), reason: z.string(), events: z.number(), share: rateSchema })),
  bot_reasons: z.array(z.object({ reason: z.string(), events: z.number(), share: rateSchema })),
  consent: z.array(z.object({ consent: z.string(), ...shareOf.shape })),
  identity: z.array(z.object({ identity: z.string(), ...shareOf.shape })),
  parity: z.object({
    confirmed: z.number(),
    seen: z.number(),
    lost: rateSchema,
    steps: z.array(z.object({ step: z.enum(clientSteps), reported: rateSchema })),
  }),
})

const keptDays = 30
const dayMs = 86_400_000

export const dataQuality = defineReport({
  name: 'data-quality',
  title: 'Data quality',
  question: 'Can these figures be trusted, what is missing, and what should be done about it?',
  params,
  row: checkRowSchema,
  totals,
  lists: ['rejected_reasons', 'bot_reasons', 'consent', 'identity'],
  definitions,
  async run({ query, site, now }, { filters, ...rest }) {
    const { fromMs, untilMs } = resolvePeriod(rest, site, now)
    const scope = { site, fromMs, untilMs, filters }
    const [events, bots, visitors, rejected, receipts] = await Promise.all([
      countEvents(query, scope),
      countBots(query, scope),
      countVisitors(query, scope),
      countRejected(query, scope),
      countReceipts(query, scope),
    ])
    const parity = await measureParity(query, scope, events.firstBrowserMs)
    // A shop whose browsers report no orders, or whose server confirms none, has nothing to compare.
    const isTold = parity.seen > 0 && parity.confirmed > 0
    const lost = isTold ? toRate(parity.confirmed - parity.confirmedSeen, parity.confirmed) : toRate(0, 0)
    const of = (kind: string) => visitors.filter((count) => count.kind === kind)
    const all = of('all')[0]
    const known = all?.visitors ?? 0
    const daily = of('identity').find(({ value }) => value === 'daily_hash')?.visitors ?? 0
    const shares: Record<CheckName, ReturnType<typeof toRate>> = {
      rejected: toRate(rejected.events, rejected.events + events.stored),
      bots: toRate(events.bots, events.stored),
      opted_out: toRate(events.withoutVisitor, events.browser),
      daily_visitors: toRate(daily, known),
      repeated_receipts: toRate(receipts.repeated, receipts.receipts),
      doubled_views: toRate(events.twins, events.views),
      orders_without_id: toRate(receipts.withoutId, receipts.purchases),
      orders_without_value: toRate(receipts.withoutValue, receipts.purchases),
      corrected_clocks: toRate(events.shiftedClocks, events.browser),
      late_events: toRate(events.late, events.browser),
      lost_orders: lost,
      unconfirmed_orders: isTold ? toRate(parity.seen - parity.confirmedSeen, parity.seen) : toRate(0, 0),
    }
    const notes: string[] = []
    if (fromMs < now - keptDays * dayMs)
      notes.push(`Rejected events are kept for ${keptDays} days: of earlier days they are not counted.`)
    if (!isTold && receipts.purchases > 0)
      notes.push(
        'How much is lost in browsers cannot be told: that takes orders reported by browsers and orders confirmed by your server.',
      )
    return {
      rows: checkNames.map((name) => toCheckRow(name, shares[name])),
      totals: {
        accepted: events.stored,
        rejected: rejected.events,
        bots: events.bots,
        from_browsers: events.browser,
        from_servers: events.servers,
        imported: events.imported,
        visitors: known,
        signed_in: toRate(all?.signedIn ?? 0, known),
        rejected_reasons: rejected.reasons.map((one) => ({ ...one, share: toRate(one.events, rejected.events) })),
        bot_reasons: bots.map((one) => ({ ...one, share: toRate(one.events, events.stored) })),
        consent: of('consent').map((one) => ({
          consent: one.value,
          visitors: one.visitors,
          share: toRate(one.visitors, known),
        })),
        identity: of('identity').map((one) => ({
          identity: one.value,
          visitors: one.visitors,
          share: toRate(one.visitors, known),
        })),
        parity: {
          confirmed: parity.confirmed,
          seen: parity.seen,
          lost,
          steps: clientSteps.map((step, i) => ({
            step,
            reported: isTold ? toRate(parity.steps[i] ?? 0, parity.confirmed) : toRate(0, 0),
          })),
        },
      },
      notes,
      sample: { events: events.stored, visitors: known, orders: receipts.purchases },
    }
  },
})
