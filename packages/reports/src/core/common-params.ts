import { z } from 'zod'
import { breakdownDimensionSchema, filterSchema } from './conditions.js'
import { periodParams } from './period.js'
import { segmentNameSchema } from './segment-name.js'

/** The parameters that every report about events of a period takes: spread them into a report's `z.strictObject`. */
export const commonParams = {
  ...periodParams,
  filters: z.array(filterSchema).max(20).optional().meta({ description: 'Only events for which all of these hold' }),
  segment: segmentNameSchema.optional().meta({ description: 'Filters saved under this name, beside those given' }),
}

/** For reports whose rows can be repeated per value of one dimension. */
export const breakdownParam = breakdownDimensionSchema
  .optional()
  .meta({ description: 'Repeat the rows per value of this dimension' })
