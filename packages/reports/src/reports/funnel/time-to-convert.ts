import { z } from 'zod'
import { meanAndMedian } from './funnel-tally.js'

export const timeToConvertSchema = z.object({
  from_step: z.number(),
  to_step: z.number(),
  n: z.number(),
  mean_s: z.number().nullable(),
  median_s: z.number().nullable(),
  bins: z
    .array(z.object({ from_s: z.number(), to_s: z.number(), n: z.number() }))
    .meta({ description: 'from_s included, to_s not; one more than asked for, so that the longest time has a place' }),
})
export type TimeToConvert = z.infer<typeof timeToConvertSchema>

/** Bins of a width that would be 0 are this wide. */
const narrowestS = 60

/** A histogram in whole seconds from the shortest time on; without `bins` as many as the cube root of n, at most 60. */
export function timeToConvert(
  durations: readonly number[],
  asked: { from_step: number; to_step: number; bins?: number },
): TimeToConvert {
  const { from_step, to_step } = asked
  const n = durations.length
  const shape = { from_step, to_step, n, ...meanAndMedian(durations) }
  if (n === 0) return { ...shape, bins: [] }
  const shortest = Math.floor(durations.reduce((a, b) => Math.min(a, b)))
  const longest = durations.reduce((a, b) => Math.max(a, b))
  const count = asked.bins ?? Math.min(60, Math.ceil(Math.cbrt(n)))
  const width = Math.ceil((longest - shortest) / count) || narrowestS
  const bins = Array.from({ length: count + 1 }, (_, i) => ({
    from_s: shortest + i * width,
    to_s: shortest + (i + 1) * width,
    n: 0,
  }))
  for (const duration of durations) {
    const bin = bins[Math.floor((duration - shortest) / width)]
    if (bin) bin.n++
  }
  return { ...shape, bins }
}
