import { z } from 'zod'
import { resolvePeriod } from '../../core/period.js'
import { type Money, moneySchema, rateSchema } from '../../core/rate.js'
import { defineReport } from '../../core/report.js'
import { amountText } from '../../statistics/money-sums.js'
import { toRate } from '../../statistics/to-rate.js'
import { enough, tooFewNote } from '../../statistics/too-few.js'
import { type AttributionParams, attributionParams } from './attribution-params.js'
import { type CreditedPaths, creditPaths } from './credit-paths.js'
import { definitions } from './definitions.js'
import { models } from './models.js'
import { type AttributionScope, keyCounts, touchPaths } from './touch-paths.js'

const row = z.object({
  model: z.enum(models),
  key: z.string(),
  conversions: z.number().meta({ description: 'Credit, in conversions' }),
  revenue: moneySchema,
  share: z.number().meta({ description: 'Of the attributed conversions, from 0 to 1' }),
})

const transition = z.object({ from: z.string(), to: z.string(), count: z.number(), share: z.number() })
const topPath = z.object({ path: z.array(z.string()), conversion: rateSchema })

const totals = z.object({
  conversions: z.number(),
  attributed: rateSchema.meta({ description: 'Conversions with any touch, of all conversions' }),
  revenue: moneySchema.meta({ description: 'Of all conversions' }),
  attributed_revenue: moneySchema.meta({ description: 'Of the conversions with any touch' }),
  null_paths: z.number(),
  touches: z.number(),
  transitions: z.array(transition),
  top_paths: z.array(topPath),
})

const mostTransitions = 400
const others = '(other)'

const toMoney = (worth: ReadonlyMap<string, number>): Money =>
  [...worth]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, amount]) => ({ currency, amount: amountText(BigInt(Math.round(amount * 10_000)), currency) }))

/** Sums of shares miss round numbers in the last places. */
const tidy = (value: number) => Math.round(value * 1e9) / 1e9

function toRows(paths: CreditedPaths, names: readonly string[], params: AttributionParams) {
  return models
    .filter((model) => params.models.includes(model))
    .flatMap((model) =>
      [...(paths.credits.get(model) ?? [])]
        .map(([number, { conversions, worth }]) => ({
          model,
          key: names[number - 1] as string,
          conversions: tidy(conversions),
          revenue: toMoney(worth),
          share: tidy(conversions / paths.attributed),
        }))
        .filter(({ conversions }) => conversions > 0)
        .sort((a, b) => b.conversions - a.conversions || (a.key < b.key ? -1 : 1)),
    )
}

function toTransitions({ moves: { between, ends } }: CreditedPaths, names: readonly string[]) {
  const nameOf = (number: number) => (number === 0 ? 'start' : (names[number - 1] as string))
  const all = [
    ...between.map(({ from, to, count }) => ({ from: nameOf(from), to: nameOf(to), count })),
    ...ends.flatMap(({ from, converted, lost }) => [
      { from: nameOf(from), to: 'conversion', count: converted },
      { from: nameOf(from), to: 'null', count: lost },
    ]),
  ].filter(({ count }) => count > 0)
  const left = new Map<string, number>()
  for (const { from, count } of all) left.set(from, (left.get(from) ?? 0) + count)
  return all
    .map((move) => ({ ...move, share: move.count / (left.get(move.from) as number) }))
    .sort((a, b) => b.count - a.count)
    .slice(0, mostTransitions)
}

export const attribution = defineReport({
  name: 'attribution',
  title: 'Attribution',
  question: 'Which channels, sources or campaigns get the credit for the orders, by which model?',
  params: attributionParams,
  row,
  totals,
  lists: ['transitions', 'top_paths'],
  definitions,
  async run({ query, site, now }, params) {
    const scope: AttributionScope = { site, period: resolvePeriod(params, site, now), params }
    const counts = await query<{ key: string; touches: number }>(keyCounts(scope))
    const shown = counts.slice(0, params.keys).map(({ key }) => key)
    const names = counts.length > shown.length ? [...shown, others] : shown
    const paths = await creditPaths(query, touchPaths(scope, shown), names.length, params)
    const notes: string[] = []
    if (paths.attributed < enough.rate) {
      notes.push(tooFewNote('conversions with a touch', paths.attributed, enough.rate))
    }
    if (names.length > shown.length) {
      notes.push(`${counts.length - shown.length} less frequent keys are counted together as ${others}.`)
    }
    notes.push(
      'Every model shares out what happened together; none of them shows what a channel brought. Compare them, and try a channel switched off to know.',
    )
    return {
      rows: toRows(paths, names, params),
      totals: {
        conversions: paths.conversions,
        attributed: toRate(paths.attributed, paths.conversions),
        revenue: toMoney(paths.worth),
        attributed_revenue: toMoney(paths.attributedWorth),
        null_paths: paths.lost,
        touches: paths.touches,
        transitions: toTransitions(paths, names),
        top_paths: paths.topPaths.map(({ path, won, n }) => ({
          path: path.map((number) => names[number - 1] as string),
          conversion: toRate(won, n),
        })),
      },
      notes,
      sample: { conversions: paths.conversions, null_paths: paths.lost },
    }
  },
})
