import type { Child } from 'hono/jsx'
import { scopeQuery } from '../scope.js'
import type { View } from '../view.js'

interface FormBoxProps {
  view: View
  title: string
  /** What is asked now, in a few words. */
  summary: string
  open?: boolean
  children?: Child
}

/** A report's own form, folded away so that the answer comes first. The days and filters of the page stay as they are. */
export function FormBox({ view: { url, asked }, title, summary, open, children }: FormBoxProps) {
  return (
    <details class="builder" open={open}>
      <summary>
        <strong>{title}</strong>
        <span>{summary}</span>
      </summary>
      <form method="get" action={url.pathname}>
        {[...scopeQuery(asked)].map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {children}
      </form>
    </details>
  )
}
