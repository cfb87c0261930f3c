import { z } from 'zod'
import type { TouchlineEvent } from './event.js'
import { limits } from './limits.js'
import { siteIdSchema } from './site.js'

/** What the browser knows once for all events of a batch. */
export const contextSchema = z
  .strictObject({
    language: z.string().max(64).optional(),
    timezone: z.string().max(64).optional(),
    utc_offset_min: z.number().int().min(-1440).max(1440).optional().meta({ unit: 'min' }),
    screen_width: z.number().int().min(0).max(100_000).optional().meta({ unit: 'px' }),
    screen_height: z.number().int().min(0).max(100_000).optional().meta({ unit: 'px' }),
    consent: z.enum(['granted', 'denied', 'unknown']).optional(),
    /** Global Privacy Control or Do Not Track is on: no ids are kept. */
    opt_out: z.boolean().optional(),
    webdriver: z.boolean().optional().meta({ description: 'navigator.webdriver: flagged, not hidden' }),
  })
  .meta({ description: 'Facts about the browser that hold for the whole batch' })

/**
 * The envelope of `POST /v1/events`. `events` stay unknown here: the collector checks them one by one, so that one bad
 * event does not cost the others.
 */
export const batchSchema = z.strictObject({
  site_id: siteIdSchema,
  sent_at: z.number().int().min(0).meta({ description: 'Client’s clock when sending; corrects occurred_at' }),
  sdk: z.string().max(32).optional().meta({ description: 'Name and version of the sender' }),
  context: contextSchema.optional(),
  events: z.array(z.unknown()).min(1).max(limits.batchEvents),
})

export type BatchContext = z.infer<typeof contextSchema>
/** A batch as a sender writes it. */
export type Batch = Omit<z.infer<typeof batchSchema>, 'events'> & { events: TouchlineEvent[] }

/** What the collector answers with 202. */
export const acceptedSchema = z.object({
  accepted: z.number().int().meta({ description: 'Events now on disk' }),
  rejected: z
    .array(z.object({ index: z.number().int(), event_id: z.string().nullable(), reason: z.string() }))
    .meta({ description: 'Events refused, by position, with what to mend' }),
})
export type Accepted = z.infer<typeof acceptedSchema>
