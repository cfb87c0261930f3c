import type { ReportAnswer } from '../../core/report.js'
import type { View } from '../view.js'

/** What a reader needs to judge the figures, in the report's own words. */
export function Notes({ view, answer }: { view: View; answer: ReportAnswer }) {
  if (answer.notes.length === 0) return null
  return (
    <section class="notes">
      <h2>{view.t('notes.title')}</h2>
      <ul lang="en">
        {answer.notes.map((note) => (
          <li>{note}</li>
        ))}
      </ul>
    </section>
  )
}
