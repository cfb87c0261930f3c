import type { View } from '../../view.js'

/** Where a form of the settings is sent to. */
export const settingsAction = ({ site }: Pick<View, 'site'>, action: string): string =>
  `/sites/${encodeURIComponent(site.site_id)}/settings/${action}`

interface RowFormProps {
  view: View
  action: string
  fields: Record<string, string>
  label: string
  /** What the button does, for whoever does not see its row. */
  name: string
}

/** A button at the end of a row. */
export function RowForm({ view, action, fields, label, name }: RowFormProps) {
  return (
    <form method="post" action={settingsAction(view, action)}>
      {Object.entries(fields).map(([field, value]) => (
        <input type="hidden" name={field} value={value} />
      ))}
      <button type="submit" class="quiet" aria-label={name}>
        {label}
      </button>
    </form>
  )
}
