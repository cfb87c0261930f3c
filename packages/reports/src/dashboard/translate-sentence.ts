import type { Language } from './language.js'
import { nounsVi, sentencesVi } from './messages/sentences-vi.js'

/** A sentence of a report in the page's language, or as the report says it with the language that it is in. */
export interface SpokenSentence {
  text: string
  lang: Language
}

const place = /\{(\w+)\}/g
const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

const patterns = sentencesVi.map(([english, vietnamese]) => {
  const pieces = english.split(place)
  // Every second piece is the name of a place.
  const pattern = pieces.map((piece, i) => (i % 2 === 0 ? escaped(piece) : `(?<${piece}>.+?)`)).join('')
  return { pattern: new RegExp(`^${pattern}$`, 's'), vietnamese }
})

/** Translates what a report says about its figures or about a question that it cannot answer. */
export function translateSentence(language: Language, english: string): SpokenSentence {
  if (language === 'en') return { text: english, lang: 'en' }
  const found = vietnameseOf(english)
  return found === undefined ? { text: english, lang: 'en' } : { text: found, lang: 'vi' }
}

function vietnameseOf(english: string): string | undefined {
  for (const { pattern, vietnamese } of patterns) {
    const groups = pattern.exec(english)?.groups
    if (!pattern.test(english)) continue
    const said = (name: string) => {
      const text = groups?.[name] ?? ''
      if (name === 'what') return nounsVi[text] ?? text
      return name === 'rest' ? (vietnameseOf(text) ?? text) : text
    }
    return vietnamese.replaceAll(place, (_, name: string) => said(name))
  }
  return undefined
}
