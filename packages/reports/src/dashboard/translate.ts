import i18next from 'i18next'
import { type Language, languages } from './language.js'

/** A sentence in every language of the dashboard; `{{name}}` in it is replaced by a value. */
export type Message = Readonly<Record<Language, string>>

/** Says the sentences of one group in one language. */
export interface Translate<Key extends string> {
  (key: Key, values?: Record<string, string | number>): string
  /** The name of something that only the figures know, such as a state: the message `group.value`, else the value as it is. */
  named(group: string, value: string): string
}

/** A group of messages: call it with a view to speak the view's language. */
export interface Messages<Key extends string> {
  (view: { language: Language }): Translate<Key>
  /** The messages as they were written. */
  all: Readonly<Record<Key, Message>>
}

const instance = i18next.createInstance()
// Everything is in memory, so this is done when it returns. JSX escapes; the translator must not escape as well.
void instance.init({
  resources: {},
  supportedLngs: languages,
  fallbackLng: 'en',
  initAsync: false,
  showSupportNotice: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
})

/**
 * A group of messages, each in every language: a missing language or an unknown key fails the type check.
 *
 * @example
 * export const text = defineMessages('retention', { title: { en: 'Retention', vi: 'Giữ chân' } })
 * text(view)('title')
 */
export function defineMessages<Key extends string>(group: string, all: Record<Key, Message>): Messages<Key> {
  const messages = Object.entries<Message>(all)
  for (const language of languages)
    instance.addResourceBundle(
      language,
      group,
      Object.fromEntries(messages.map(([key, message]) => [key, message[language]])),
    )
  const spoken = Object.fromEntries(languages.map((language) => [language, speak(language)])) as Record<
    Language,
    Translate<Key>
  >
  function speak(language: Language): Translate<Key> {
    const fixed = instance.getFixedT(language, group)
    const say = (key: string, values?: Record<string, string | number>) => fixed(key, values ?? {})
    const named = (kind: string, value: string) =>
      Object.hasOwn(all, `${kind}.${value}`) ? say(`${kind}.${value}`) : value
    return Object.assign(say, { named })
  }
  return Object.assign((view: { language: Language }) => spoken[view.language], { all })
}
