import { z } from 'zod'
import { resolvePeriod } from '../../core/period.js'
import { rateSchema } from '../../core/rate.js'
import { defineReport } from '../../core/report.js'
import { toRate } from '../../statistics/to-rate.js'
import { enough, tooFewNote } from '../../statistics/too-few.js'
import { definitions } from './definitions.js'
import { counted, pathSteps } from './path-steps.js'
import { pathsParams } from './paths-params.js'

const row = z.object({
  position: z.number().meta({ description: 'Steps away from the start or end, from 1' }),
  from: z.string().nullable().meta({ description: 'Null: the path begins here' }),
  to: z.string().nullable().meta({ description: 'Null: the path ends here' }),
  count: z.number(),
  share: rateSchema.meta({ description: 'Of all that have a path' }),
})

const totals = z.object({
  started: z.number(),
  direction: z.enum(['forward', 'backward']),
  positions: z.array(z.object({ position: z.number(), count: z.number() })),
  nodes: z.array(z.object({ node: z.string(), count: z.number() })),
})

interface StepRow {
  kind: number
  position: number
  source: string
  target: string
  count: number
}

/** Where people go next from an event or page, or where they came from, step by step. */
export const paths = defineReport({
  name: 'paths',
  title: 'Paths',
  question: 'Where do they go next, or how did they come here?',
  params: pathsParams,
  row,
  totals,
  lists: ['positions', 'nodes'],
  definitions,
  async run({ query, site, now }, params) {
    const found = await query<StepRow>(pathSteps(site, resolvePeriod(params, site, now), params))
    const backward = params.end !== undefined
    const ofKind = (kind: number) => found.filter((each) => each.kind === kind)
    const positions = ofKind(counted.position).map(({ position, count }) => ({ position, count }))
    const started = positions.find(({ position }) => position === 0)?.count ?? 0
    const rows = ofKind(counted.step).map(({ position, source, target, count }) => ({
      position,
      from: (backward ? target : source) || null,
      to: (backward ? source : target) || null,
      count,
      share: toRate(count, started),
    }))
    return {
      rows,
      totals: {
        started,
        direction: backward ? ('backward' as const) : ('forward' as const),
        positions: positions.filter(({ position }) => position > 0 && position <= params.depth),
        nodes: ofKind(counted.node).map(({ source, count }) => ({ node: source, count })),
      },
      notes: started < enough.rate ? [tooFewNote(`${params.unit}s with a path`, started, enough.rate)] : [],
      sample: { started },
    }
  },
})
