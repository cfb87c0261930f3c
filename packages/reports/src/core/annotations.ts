import { z } from 'zod'

export const annotationKinds = ['deploy', 'campaign', 'other'] as const

/** What happened on a day: marked on the time axes of the dashboard. */
export const annotationSchema = z.strictObject({
  annotation_id: z
    .string()
    .regex(/^[\w.:-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, colons, dashes or underscores')
    .meta({ description: 'Chosen by the sender, such as a release: sending it again replaces it' }),
  day: z.iso.date().meta({ description: 'A day in the site’s time zone' }),
  kind: z.enum(annotationKinds).default('other'),
  text: z.string().trim().min(1).max(120),
})
export type Annotation = z.infer<typeof annotationSchema>
