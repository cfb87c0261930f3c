import { DateTime } from 'luxon'
import { z } from 'zod'
import { Calendar } from '../../core/calendar.js'
import { commonParams } from '../../core/common-params.js'
import { type Period, resolvePeriod } from '../../core/period.js'
import { defineReport } from '../../core/report.js'
import { chosenInterval, intervalParam } from '../../core/time-intervals.js'
import { enough, tooFewNote } from '../../statistics/too-few.js'
import { comparePeriods } from './compare-periods.js'
import { definitions } from './definitions.js'
import { ordersByInterval, sumOrders } from './measure-orders.js'
import { measureVisits } from './measure-visits.js'
import { moneyOf, type Trend, topVisits, toTrendRow } from './overview-lists.js'
import { rowSchema, totalsSchema } from './overview-schema.js'
import { type Measured, toFigures } from './period-figures.js'
import { topPages, topProducts } from './top-lists.js'
import { type OverviewScope, trendOf } from './visited.js'

const params = z.strictObject({
  ...commonParams,
  interval: intervalParam,
  compare: z
    .enum(['previous_period', 'none'])
    .default('previous_period')
    .meta({ description: 'With the same number of days right before, or with nothing' }),
})

/** The same part of the days before: as many days, and of an unfinished last one only as much of the day. */
function daysBefore({ from, to, timezone, fromMs, untilMs }: Period, endMs: number) {
  const zone = { zone: timezone }
  const days = Math.round(DateTime.fromISO(to, zone).diff(DateTime.fromISO(from, zone), 'days').days) + 1
  const back = (ms: number) => DateTime.fromMillis(ms, zone).minus({ days })
  return {
    fromMs: back(fromMs).toMillis(),
    untilMs: Math.min(back(Math.min(endMs, untilMs)).toMillis(), fromMs),
    from: back(fromMs).toISODate() ?? '',
    to: DateTime.fromISO(from, zone).minus({ days: 1 }).toISODate() ?? '',
  }
}

export const overview = defineReport({
  name: 'overview',
  title: 'Overview',
  question: 'How many people came, what did they do and buy, where did they come from, and is that more than before?',
  params,
  row: rowSchema,
  totals: totalsSchema,
  lists: ['changes', 'channels', 'pages', 'products', 'entry_pages', 'exit_pages'],
  definitions,
  async run({ query, site, now }, { filters, interval: asked, compare, ...rest }) {
    const period = resolvePeriod(rest, site, now)
    const { fromMs, timezone } = period
    // Nothing is known of the time that has not come yet; some clocks are a little ahead.
    const untilMs = Math.max(Math.min(period.untilMs, now + 300_000), fromMs + 1)
    const interval = chosenInterval(period, asked)
    const calendar = new Calendar({ period: interval, week_start: 'monday' }, { fromMs, untilMs, timezone })
    const startsMs = Array.from({ length: calendar.length }, (_, i) => calendar.startMs(i))
    const before = compare === 'none' ? undefined : daysBefore(period, now)
    const scope: OverviewScope = { site, filters, fromMs, untilMs, previous: before }
    const [visits, orders, trend, sold, pages, products] = await Promise.all([
      measureVisits(query, scope, startsMs),
      sumOrders(query, scope),
      query<Trend>(trendOf(scope, startsMs)),
      ordersByInterval(query, scope, startsMs),
      topPages(query, scope),
      topProducts(query, scope),
    ])
    const measured = (which: 0 | 1): Measured => ({
      people: visits.find(({ kind, now }) => kind === 'person' && now === which),
      medianS: visits.find(({ kind, now }) => kind === 'lasted' && now === which)?.medianS,
      orders: orders.filter((sums) => sums.now === which),
    })
    const figures = toFigures(measured(1))
    const earlier = before && toFigures(measured(0))
    const notes: string[] = []
    if (figures.persons < enough.rate) notes.push(tooFewNote('persons', figures.persons, enough.rate))
    if (before && before.untilMs < fromMs)
      notes.push('The last day has not ended: the days before are compared up to the same time of day.')
    return {
      rows: startsMs.map((startMs, i) => toTrendRow(calendar.label(i), startMs, trend, visits, sold)),
      totals: {
        ...figures,
        interval,
        previous: before && earlier ? { from: before.from, to: before.to, ...earlier } : null,
        changes: earlier ? comparePeriods(measured(1), measured(0), { now: figures, before: earlier }) : [],
        ...topVisits(visits, figures.bounce.denominator),
        pages,
        products: products.map((product) => ({ ...product, revenue: moneyOf(product.revenue) })),
      },
      notes,
      sample: { persons: figures.persons, sessions: figures.sessions, orders: figures.orders },
    }
  },
})
