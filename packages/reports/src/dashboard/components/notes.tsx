import type { ReportAnswer } from '../../core/report.js'
import { translateSentence } from '../translate-sentence.js'
import type { View } from '../view.js'

/** What a reader needs to judge the figures, in the page's language where somebody has translated it. */
export function Notes({ view, answer }: { view: View; answer: ReportAnswer }) {
  if (answer.notes.length === 0) return null
  return (
    <section class="notes">
      <h2>{view.t('notes.title')}</h2>
      <ul>
        {answer.notes.map((note) => {
          const { text, lang } = translateSentence(view.language, note)
          return <li lang={lang}>{text}</li>
        })}
      </ul>
    </section>
  )
}
