import { z } from 'zod'
import { cartFields, eventFacts, pageLoadFields, touchpointFields } from './event.js'
import { importedNamePattern } from './limits.js'
import { eventKinds } from './names.js'

/** Times in imports: milliseconds since the epoch or ISO 8601 with a zone. */
const importTime = z.union(
  [z.number().min(0), z.iso.datetime({ offset: true }).transform((value) => Date.parse(value))],
  'must be ISO 8601 with a zone, such as 2026-03-01T10:03:00Z, or ms since the epoch',
)

/** What the lines of an import are: the contract's own, or the export of another tool, which is mapped to it. */
export const importFormats = ['touchline', 'ga4', 'segment'] as const
export type ImportFormat = (typeof importFormats)[number]

/**
 * One line of an import. `kind` follows from `name` when absent, `event_id` from the line's content (so that importing
 * a file twice changes nothing), and sessions from the 30-minute rule.
 */
export const importLineSchema = z.strictObject({
  kind: z.enum(eventKinds).optional(),
  name: z.string().regex(importedNamePattern, 'must be 1 to 128 characters, none of them a control character'),
  event_id: z
    .string()
    .min(1)
    .max(128)
    .optional()
    .meta({ description: 'A UUIDv7, or any id that is unique in the site' }),
  occurred_at: importTime.meta({ description: 'ISO 8601 with zone, or ms since the epoch' }),
  ...eventFacts,
  ...touchpointFields,
  ...pageLoadFields,
  ...cartFields,
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional()
    .meta({ description: 'ISO 3166-1 alpha-2' }),
  device: z.string().max(32).optional(),
  browser: z.string().max(64).optional(),
  os: z.string().max(64).optional(),
  language: z.string().max(64).optional(),
})
export type ImportLine = z.infer<typeof importLineSchema>
/** An import line as it is written, before parsing. */
export type ImportLineInput = z.input<typeof importLineSchema>
