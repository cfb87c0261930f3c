import { translateSentence } from '../translate-sentence.js'
import type { View } from '../view.js'

/** Why there is no answer: the report's own sentence, which says what to change. */
export function Problem({ view, sentence }: { view: View; sentence: string }) {
  const { text, lang } = translateSentence(view.language, sentence)
  return (
    <div class="problem" role="alert">
      <strong>{view.t('problem.parameters')}</strong>
      <p lang={lang}>{text}</p>
    </div>
  )
}
