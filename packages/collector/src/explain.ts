import type { z } from 'zod'

/** What is wrong, in a line of at most 300 characters. */
export function explain(error: z.ZodError): string {
  const issue = error.issues[0]
  const place = issue?.path.join('.').slice(0, 100)
  return `${place ? `${place}: ` : ''}${issue?.message ?? 'not valid'}`.slice(0, 300)
}
