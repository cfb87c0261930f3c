import type { Language } from './language.js'
import { commonText } from './messages/common.js'
import type { View } from './view.js'

/** What a report says about its figures. */
export interface Explained {
  report: string
  definitions: Record<string, string>
}

/** A report's own words for its figures, as its page gives them. */
export interface ReportWords {
  /** The name of a figure in the language of the page. */
  label(view: { language: Language }, figure: string): string | undefined
  definitionsVi: Record<string, string>
}

/** What a figure means, with the language that the text is in. */
export interface DefinedText {
  label: string
  text: string
  lang: Language
}

type Speaking = Pick<View, 'language' | 'wordsOf'>

/** `checkout_gross` as words, for figures that have no label of their own. */
const spelledOut = (figure: string) => {
  const words = figure.replaceAll(/[_.]+/g, ' ').replace(/\[\]$/, '')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A figure's name in the page's language: the report's own (`figure.<name>` in its messages), else the common one. */
export function figureLabel(view: Speaking, figure: string, report = ''): string {
  const own = view.wordsOf(report)?.label(view, figure)
  if (own !== undefined) return own
  const common = commonText(view).named('figure', figure)
  return common === figure ? spelledOut(figure) : common
}

/** The report's own definition; in Vietnamese where there is a translation, else in English as the report says it. */
export function definitionText(view: Speaking, answer: Explained, figure: string): DefinedText | undefined {
  const english = answer.definitions[figure]
  if (english === undefined) return undefined
  const label = figureLabel(view, figure, answer.report)
  const translated = view.language === 'vi' ? view.wordsOf(answer.report)?.definitionsVi[figure] : undefined
  return translated ? { label, text: translated, lang: 'vi' } : { label, text: english, lang: 'en' }
}
