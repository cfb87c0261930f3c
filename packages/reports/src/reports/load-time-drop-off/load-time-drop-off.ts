import { eventNamePattern } from '@touchline/events'
import { z } from 'zod'
import { breakdownParam, commonParams } from '../../core/common-params.js'
import { resolvePeriod } from '../../core/period.js'
import { defineReport } from '../../core/report.js'
import { enough, tooFewNote } from '../../statistics/too-few.js'
import { barSchema, countOf, toBars } from './bars.js'
import { countBots, countNavigations } from './counted-navigations.js'
import { decilesSchema, toDeciles } from './deciles.js'
import { definitions } from './definitions.js'
import { deploymentNote, deploymentSchema, toDeployment } from './deployment.js'
import { readyConversions } from './effect-strata.js'
import { effectNotes, effectsSchema, toEffects } from './effects.js'
import { readFacets } from './facets.js'
import {
  breakdownsSchema,
  figuresSchema,
  measuredOf,
  stepsSchema,
  toBreakdowns,
  toFigures,
  toSteps,
} from './figures.js'
import { markersSchema, toMarkers } from './patience.js'
import { readinessNames } from './visits.js'
import { compareWithinVisitors, nobody } from './within-visitors.js'

/** The steps of a shop whose pages are looked at besides landing pages. */
const shopSteps: readonly string[] = [
  'view_item',
  'add_to_cart',
  'view_cart',
  'begin_checkout',
  'add_shipping_info',
  'add_payment_info',
]

const params = z.strictObject({
  ...commonParams,
  filters: commonParams.filters.meta({
    description:
      'Only navigations for which all of these hold; channel, source, medium, campaign and referrer are those with which the visit began',
  }),
  breakdown: breakdownParam,
  metric: z.enum(readinessNames).default('readiness').meta({
    description: 'When a page counts as ready; readiness = product_visible_ms, else fcp_ms',
  }),
  bins: z
    .array(z.number().min(0).max(600_000))
    .min(1)
    .max(50)
    .refine((edges) => edges.every((edge, i) => i === 0 || edge > (edges[i - 1] as number)), 'must ascend')
    .default([0, 1000, 2000, 3000, 4000, 5000, 6000, 8000, 10_000])
    .meta({ description: 'Where the bars begin, in ms; the last one has no end', unit: 'ms' }),
  at: z.string().regex(eventNamePattern).default('landing').meta({
    description: 'landing = the first page of a visit; or the name of an event: the pages on which it happens',
  }),
  release: z.string().min(1).max(128).optional().meta({
    description: 'The release whose deployment is judged; default the latest that has one before it in these days',
  }),
})

const totals = figuresSchema.extend({
  ...effectsSchema.shape,
  deployment: deploymentSchema,
  markers: markersSchema,
  deciles: decilesSchema,
  steps: stepsSchema,
  breakdowns: breakdownsSchema,
})

export const loadTimeDropOff = defineReport({
  name: 'load-time-drop-off',
  title: 'Load time and drop-off',
  question: 'How long do visitors wait for a page, how many leave while it loads, and what do slow pages cost?',
  params,
  row: barSchema,
  totals,
  lists: ['patience', 'percentiles', 'what_if', 'evidence', 'deciles', 'steps', 'breakdowns'],
  definitions,
  async run({ query, site, now }, { filters, breakdown, metric, bins, at, release, ...rest }) {
    const { fromMs, untilMs } = resolvePeriod(rest, site, now)
    const scope = { site, fromMs, untilMs, filters, breakdown, metric }
    const steps = at === 'landing' || shopSteps.includes(at) ? shopSteps : [...shopSteps, at]
    const [facets, bots] = await Promise.all([readFacets(query, scope), countBots(query, scope)])
    const place = { steps, at: steps.indexOf(at) + 1 }
    const counted = await countNavigations(query, scope, { ...place, edges: bins, facets })
    // Of few orders hardly any visitor has both slow and fast loads.
    const isWorthIt = readyConversions(counted.strata) >= enough.rate
    const within = isWorthIt ? await compareWithinVisitors(query, scope, place) : nobody
    const effects = toEffects(counted.strata, within)
    const { deployment, missing } = toDeployment(counted.strata, facets, release)
    const all = toFigures(counted, bots)
    const { outcomes } = all
    const measured = measuredOf(counted.bars)
    const notes: string[] = []
    if (measured === 0)
      notes.push('No page load was measured in these days: the SDK reports them when it is on the page.')
    else if (measured < enough.p75) notes.push(tooFewNote('measured navigations', measured, enough.p75))
    else if (measured < enough.p95) notes.push(`p95: ${tooFewNote('measured navigations', measured, enough.p95)}`)
    if (outcomes.vanished > 0)
      notes.push(
        `${outcomes.vanished} visits vanished after one page view. If all of them left while loading, the shares are higher: see the bounds.`,
      )
    notes.push(
      'Times and conversion are observed together; that slow pages cause the difference is not shown by this table.',
      ...effectNotes(effects),
      deployment ? deploymentNote(deployment) : `Grade D (a release before and after) is not available: ${missing}`,
    )
    return {
      rows: toBars(counted.bars, bins),
      totals: {
        ...all,
        ...effects,
        deployment,
        markers: toMarkers(all.patience, counted.waits),
        deciles: toDeciles(counted.strata),
        steps: toSteps(counted, steps),
        breakdowns: breakdown ? toBreakdowns(counted, facets, bins) : [],
      },
      notes,
      sample: { navigations: countOf(counted.bars), measured, converted: all.conversion.numerator },
    }
  },
})
