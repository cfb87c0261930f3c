import i18next from 'i18next'
import { type Language, languages } from './language.js'
import { en, type MessageKey } from './messages/en.js'
import { vi } from './messages/vi.js'

/** A sentence of the dashboard by its key; `{{name}}` in it is replaced by `values.name`. */
export type Translate = (key: MessageKey, values?: Record<string, string | number>) => string

const instance = i18next.createInstance()
// Everything is in memory, so this is done when it returns. JSX escapes; the translator must not escape as well.
void instance.init({
  resources: { en: { translation: en }, vi: { translation: vi } },
  supportedLngs: languages,
  fallbackLng: 'en',
  initAsync: false,
  showSupportNotice: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
})

export function translatorFor(language: Language): Translate {
  const fixed = instance.getFixedT(language)
  return (key, values) => fixed(key, values ?? {})
}

/** True for a text that is a key of the dashboard's messages. */
export const isMessageKey = (text: string): text is MessageKey => Object.hasOwn(en, text)
