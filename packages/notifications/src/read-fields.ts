import { type NotificationSettings, notificationKinds, notificationSchema } from './notification.js'

/** What is wrong with a field of a notification. */
export interface FieldProblem {
  field: string
  message: string
}

const numbers = ['idle_minutes', 'worse_by_percent', 'days', 'weekday', 'hour']

/** A notification out of texts, as forms and commands give them; an empty text counts as not given. */
export function readNotificationFields(
  kind: string,
  fields: Record<string, string>,
): { settings: NotificationSettings } | { problems: FieldProblem[] } {
  if (!notificationKinds.some((known) => known === kind))
    return {
      problems: [{ field: 'kind', message: `there is no "${kind}"; there are ${notificationKinds.join(', ')}` }],
    }
  const given: Record<string, unknown> = { kind }
  for (const [field, value] of Object.entries(fields)) {
    if (value === '') continue
    if (numbers.includes(field)) given[field] = Number(value)
    else given[field] = field === 'to' ? value.split(',').map((address) => address.trim()) : value
  }
  const parsed = notificationSchema.safeParse(given)
  if (parsed.success) return { settings: parsed.data }
  return {
    problems: parsed.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((field) => ({ field, message: `not of ${kind}` }))
        : [{ field: String(issue.path[0] ?? kind), message: issue.message }],
    ),
  }
}
