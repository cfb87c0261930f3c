import { z } from 'zod'
import { commonParams } from '../../core/common-params.js'
import { breakdownDimensionSchema, filterSchema, whereSchema } from '../../core/conditions.js'
import { periodParams } from '../../core/period.js'
import { units } from '../../core/source.js'
import { maskBits } from './unit-events.js'

const name = z.string().min(1).max(128)
const eventName = z
  .union([name, z.array(name).min(1).max(20)])
  .nullish()
  .meta({ description: 'Name of the event, or several of which one will do; absent = any event' })
const where = z.array(whereSchema).max(20).optional().meta({ description: 'Conditions that must all hold' })

const stepSchema = z.strictObject({
  name: eventName,
  where,
  optional: z.boolean().optional().meta({ description: 'May be skipped: who skips it still counts at later steps' }),
  first_ever: z.boolean().optional().meta({
    description: 'Only the person’s first event of this name ever, over all time; `where` must hold for that event',
  }),
})
export type FunnelStep = z.infer<typeof stepSchema>

const position = z.number().int().min(0).max(19)

const exclusionSchema = z
  .strictObject({ name: eventName, where, from_step: position.default(0), to_step: position.optional() })
  .meta({ description: 'An event that must not happen after from_step and before to_step (0-based; default the last)' })

const dayMs = 86_400_000
/** A month is 30 days: a window is elapsed time and the same for everybody. */
export const windowUnitMs = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: dayMs,
  week: 7 * dayMs,
  month: 30 * dayMs,
} as const

const longestWindowMs = 3660 * dayMs

const windowSchema = z
  .strictObject({
    value: z.number().positive(),
    unit: z.enum(['second', 'minute', 'hour', 'day', 'week', 'month']),
  })
  .refine(({ value, unit }) => value * windowUnitMs[unit] <= longestWindowMs, 'a window is at most ten years')
  .meta({ description: 'Elapsed time from step 1 to the step in question, bound included; a month is 30 days' })

export const trendIntervals = ['day', 'week', 'month'] as const

const trendSchema = z
  .union([
    z.enum(trendIntervals),
    z.strictObject({ interval: z.enum(trendIntervals), from_step: position.optional(), to_step: position.optional() }),
  ])
  .meta({ description: 'Also per day, week (from Monday) or month of step 1' })

const breakdownProperties = z
  .array(z.union([breakdownDimensionSchema, z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/)]))
  .min(1)
  .max(3)

const breakdownObject = z
  .strictObject({
    properties: breakdownProperties,
    attribution: z.enum(['entry_step', 'first_touch', 'last_touch', 'all_events', 'step']).default('entry_step'),
    step: position.optional().meta({ description: 'With attribution step: whose value counts (0-based)' }),
  })
  .refine(({ attribution, step }) => (attribution === 'step') === (step !== undefined), {
    error: 'step goes with attribution "step", and only with it',
    path: ['step'],
  })

/** As in every report the name of a dimension, or several, whose value is then that of the event that began the try. */
const breakdownSchema = z
  .union([
    breakdownDimensionSchema.transform((name) => ({ properties: [name] })),
    breakdownProperties.transform((properties) => ({ properties })),
    breakdownObject,
  ])
  .pipe(breakdownObject)
  .meta({
    description:
      'Repeats the rows per value of a dimension (or of up to three); the value is that of one event of the person, as attribution says',
  })

const compareSchema = z
  .union([
    z.literal('previous_period'),
    z.strictObject({
      from: periodParams.from,
      to: periodParams.to,
      filters: z.array(filterSchema).max(20).optional(),
      segment: commonParams.segment,
    }),
  ])
  .meta({ description: 'The same funnel in the period before, in another period, or of another segment' })

export const funnelParams = z
  .strictObject({
    ...commonParams,
    steps: z
      .array(z.preprocess((step) => (typeof step === 'string' ? { name: step } : step), stepSchema))
      .min(1)
      .max(20)
      .meta({ description: 'In order; a text is the step of that event name' }),
    order: z
      .enum(['sequential', 'strict', 'any'])
      .default('sequential')
      .meta({ description: 'sequential: other events may lie between; strict: none may; any: in whichever order' }),
    direction: z
      .enum(['forward', 'backward'])
      .default('forward')
      .meta({ description: 'backward: step 1 is the last in time and the window runs back from it' }),
    window: windowSchema.nullable().default({ value: 7, unit: 'day' }).meta({ description: 'null: no window' }),
    unit: z.enum(units).optional().meta({ description: 'Whose events are one row’s; default person' }),
    hold: z.string().min(1).max(64).optional().meta({
      description:
        'A property that must stay the same, such as cart_id: its values are counted; with unit, per unit and value',
    }),
    exclude: z.array(exclusionSchema).max(10).optional(),
    breakdown: breakdownSchema.optional(),
    trend: trendSchema.optional(),
    compare: compareSchema.optional(),
    time_to_convert: z
      .strictObject({
        from_step: position.default(0),
        to_step: position.optional(),
        bins: z.number().int().min(1).max(90).optional(),
      })
      .optional()
      .meta({ description: 'Histogram of the time between two steps (0-based)' }),
    people: z
      .strictObject({
        step: position,
        outcome: z.enum(['reached', 'dropped']).default('reached'),
        offset: z.number().int().min(0).max(1_000_000).default(0),
        limit: z.number().int().min(1).max(10_000).default(100),
      })
      .optional()
      .meta({
        description:
          'Lists who reached a step (0-based), or reached the one before and not it; by id, offset and limit page through them',
      }),
    counts_only: z.boolean().default(false).meta({ description: 'No times, and not how many had any event: faster' }),
  })
  .superRefine((params, issues) => {
    const last = params.steps.length - 1
    const report = (path: (string | number)[], message: string) => issues.addIssue({ code: 'custom', path, message })
    const within = (path: (string | number)[], step: number | undefined) => {
      if (step !== undefined && step > last) report(path, `there is no step ${step}: the last is ${last}`)
    }
    const stretch = (path: (string | number)[], from: number, to: number) => {
      within(path, Math.max(from, to))
      if (from >= to) report(path, 'from_step must be before to_step')
    }
    params.exclude?.forEach((exclusion, i) => {
      stretch(['exclude', i], exclusion.from_step, exclusion.to_step ?? last)
    })
    if (params.time_to_convert) {
      stretch(['time_to_convert'], params.time_to_convert.from_step, params.time_to_convert.to_step ?? last)
    }
    if (typeof params.trend === 'object') {
      const { from_step = 0, to_step = last } = params.trend
      within(['trend'], Math.max(from_step, to_step))
      if (from_step > to_step) report(['trend'], 'from_step must not be after to_step')
    }
    within(['breakdown', 'step'], params.breakdown?.step)
    within(['people', 'step'], params.people?.step)
    if (params.steps.length + (params.exclude?.length ?? 0) > maskBits) {
      report(['exclude'], `steps and exclusions together are at most ${maskBits}`)
    }
    const optional = params.steps.filter((step) => step.optional).length
    if (params.steps[0]?.optional) report(['steps', 0, 'optional'], 'the first step cannot be optional')
    if (optional > 8) report(['steps'], 'at most 8 steps can be optional')
    if (optional > 0 && params.order === 'any') report(['steps'], 'in any order no step can be optional')
  })
export type FunnelParams = z.output<typeof funnelParams>

/** Infinity for no window. */
export const windowMsOf = ({ window }: Pick<FunnelParams, 'window'>): number =>
  window ? window.value * windowUnitMs[window.unit] : Infinity
