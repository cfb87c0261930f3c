import type { ReportAnswer } from '../core/report.js'
import type { Language } from './language.js'
import { vietnameseDefinitions } from './messages/definitions-vi.js'
import { isMessageKey, translatorFor } from './translate.js'

/** What a figure means, with the language that the text is in. */
export interface DefinedText {
  label: string
  text: string
  lang: Language
}

/** `checkout_gross` as words, for figures that have no label of their own. */
const spelledOut = (figure: string) => {
  const words = figure.replaceAll(/[_.]+/g, ' ').replace(/\[\]$/, '')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A figure's name in the page's language; a report may have its own name for one that others have too. */
export function figureLabel(language: Language, figure: string, report = ''): string {
  const key = [`figure.${report}.${figure}`, `figure.${figure}`].find(isMessageKey)
  return key ? translatorFor(language)(key) : spelledOut(figure)
}

/** The report's own definition; in Vietnamese where there is a translation, else in English as the report says it. */
export function definitionText(language: Language, answer: ReportAnswer, figure: string): DefinedText | undefined {
  const english = answer.definitions[figure]
  if (english === undefined) return undefined
  const label = figureLabel(language, figure, answer.report)
  const translated = language === 'vi' ? vietnameseDefinitions[answer.report]?.[figure] : undefined
  return translated ? { label, text: translated, lang: 'vi' } : { label, text: english, lang: 'en' }
}
