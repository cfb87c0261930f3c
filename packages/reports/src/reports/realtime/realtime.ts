import { stages } from '@touchline/events'
import { DateTime } from 'luxon'
import { z } from 'zod'
import { commonParams } from '../../core/common-params.js'
import { momentMs, momentSchema } from '../../core/moment.js'
import { moneySchema } from '../../core/rate.js'
import { defineReport } from '../../core/report.js'
import { MoneySums } from '../../statistics/money-sums.js'
import {
  hereMinutes,
  type LiveCarts,
  liveCarts,
  liveMinutes,
  liveOrders,
  livePages,
  liveStages,
  minuteMs,
} from './live-queries.js'

const ignored = 'Not looked at: the last minutes before as_of count'
const params = z.strictObject({
  ...commonParams,
  from: commonParams.from.meta({ description: ignored }),
  to: commonParams.to.meta({ description: ignored }),
  as_of: momentSchema.optional(),
})

const row = z.object({
  minute: z.string(),
  events: z.number(),
  page_views: z.number(),
  visitors: z.number(),
})

const totals = z.object({
  as_of: z.string(),
  visitors_5_min: z.number(),
  visitors_30_min: z.number(),
  events_30_min: z.number(),
  carts: z.object({ open: z.number(), in_checkout: z.number(), value: moneySchema }),
  stages: z.array(z.object({ stage: z.enum(stages), persons: z.number() })),
  pages: z.array(z.object({ path: z.string(), visitors: z.number() })),
  orders: z.array(
    z.object({
      order_id: z.string(),
      at: z.string(),
      person_id: z.string(),
      currency: z.string(),
      amount: z.string().nullable(),
    }),
  ),
})

function toCarts(carts: readonly LiveCarts[]) {
  const value = new MoneySums()
  for (const { currency, amount } of carts) if (Number(amount) > 0) value.add(currency, amount)
  const sum = (of: (carts: LiveCarts) => number) => carts.reduce((all, one) => all + of(one), 0)
  return { open: sum(({ carts }) => carts), in_checkout: sum(({ inCheckout }) => inCheckout), value: value.toMoney() }
}

const amountOf = (currency: string, value: string) =>
  value === '' ? null : (new MoneySums().add(currency, value).toMoney()[0]?.amount ?? null)

export const realtime = defineReport({
  name: 'realtime',
  title: 'Right now',
  question: 'Who is here now, on which pages, how far are they, and what is in their carts?',
  params,
  row,
  totals,
  lists: ['stages', 'pages', 'orders'],
  definitions: {
    visitors_5_min: 'Visitors who did something on the site in the last 5 minutes.',
    visitors_30_min: 'Visitors who did something on the site in the last 30 minutes: their visits have not ended.',
    minute: 'Minutes back from now, oldest first: events on the site, page views among them, and visitors.',
    carts:
      'Carts of persons seen in the last 30 minutes: something was put in within 24 hours, and it was neither bought nor emptied since. In checkout: checkout was begun since. The value is the one last given.',
    stages:
      'Persons seen in the last 30 minutes by the furthest stage of what they did in them; a purchase is delivery and use, be it the first or not.',
    pages: 'Where visitors of the last 5 minutes were last seen.',
    orders: 'The latest ten orders of the last 24 hours.',
    events_30_min:
      'Events on the site in the last 30 minutes; page loads are not counted, because they are reported late.',
  },
  async run({ query, site, now }, { filters, timezone = site.timezone, as_of }) {
    const asOfMs = momentMs(as_of, timezone, now)
    const scope = { site, asOfMs, filters }
    const [minutes, pages, persons, carts, orders] = await Promise.all([
      liveMinutes(query, scope),
      livePages(query, scope),
      liveStages(query, scope),
      liveCarts(query, scope),
      liveOrders(query, scope),
    ])
    const all = minutes.find(({ isAll }) => isAll)
    const rows = Array.from({ length: hereMinutes }, (_, i) => {
      const ago = hereMinutes - 1 - i
      const found = minutes.find((minute) => !minute.isAll && Number(minute.ago) === ago)
      const start = DateTime.fromMillis(asOfMs - (ago + 1) * minuteMs, { zone: timezone })
      return {
        minute: start.toISO({ suppressMilliseconds: true }) ?? '',
        events: found?.events ?? 0,
        page_views: found?.pageViews ?? 0,
        visitors: found?.visitors ?? 0,
      }
    })
    return {
      rows,
      totals: {
        as_of: new Date(asOfMs).toISOString(),
        visitors_5_min: all?.visitorsNow ?? 0,
        visitors_30_min: all?.visitors ?? 0,
        events_30_min: all?.events ?? 0,
        carts: toCarts(carts),
        stages: stages.map((stage, i) => ({
          stage,
          persons: persons.find(({ rank }) => rank === i + 1)?.persons ?? 0,
        })),
        pages,
        orders: orders.map(({ value, currency, ...order }) => ({
          ...order,
          currency,
          amount: amountOf(currency, value),
        })),
      },
      sample: { visitors: all?.visitors ?? 0, events: all?.events ?? 0 },
    }
  },
})
