import { z } from 'zod'
import { commonParams } from '../../core/common-params.js'
import { whereSchema } from '../../core/conditions.js'
import { units } from '../../core/source.js'

const text = z.string().min(1).max(2048)

const pointSchema = z.union([
  text,
  z.strictObject({
    name: z.string().min(1).max(128).optional().meta({ description: 'Name of the event; absent = any' }),
    where: z.array(whereSchema).max(20).optional().meta({ description: 'Conditions that must all hold' }),
  }),
])
export type PathPoint = z.output<typeof pointSchema>

/** How many steps a path has at most. */
const deepest = 10

export const pathsParams = z
  .strictObject({
    ...commonParams,
    filters: commonParams.filters.meta({ description: 'Only steps for which all of these hold' }),
    start: pointSchema.optional().meta({
      description: 'Go forward from this event, or this path when by is path; default the first step of each unit',
    }),
    end: pointSchema.optional().meta({ description: 'Go backward from this event or path instead' }),
    by: z.enum(['event', 'path']).default('event').meta({ description: 'Steps are events, or pages by their path' }),
    depth: z.number().int().min(1).max(deepest).default(5).meta({ description: 'Steps from the start or to the end' }),
    unit: z.enum(units).default('person').meta({ description: 'Whose steps make one path, and what is counted' }),
    occurrence: z.enum(['every', 'first']).default('every').meta({
      description:
        'every: each time a unit comes to the start begins a path, and it counts once on each way it took; first: only the first time (to an end: the last)',
    }),
    through: z
      .array(text)
      .max(deepest - 1)
      .default([])
      .meta({ description: 'Only paths whose next steps are these, in order' }),
    limit: z.number().int().min(1).max(200).default(20).meta({ description: 'Most frequent steps of each position' }),
  })
  .refine(({ start, end }) => start === undefined || end === undefined, {
    error: 'give start or end, not both',
    path: ['end'],
  })
export type PathsParams = z.output<typeof pathsParams>
