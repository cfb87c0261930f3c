import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'

export const languages = ['en', 'vi'] as const
export type Language = (typeof languages)[number]

/** Each language in its own name, for the switch. */
export const languageNames: Record<Language, string> = { en: 'English', vi: 'Tiếng Việt' }

const cookieName = 'touchline_language'
const yearSeconds = 365 * 86_400

const isLanguage = (text: string | undefined): text is Language => languages.includes(text as Language)

/** The first language of an Accept-Language header that the dashboard speaks. */
function accepted(header: string): Language | undefined {
  return header
    .split(',')
    .map((entry, position) => {
      const [tag = '', ...params] = entry.trim().split(';')
      const quality = params.map((param) => /^\s*q=([\d.]+)$/.exec(param)?.[1]).find(Boolean)
      return { language: tag.toLowerCase().split('-')[0], quality: Number(quality ?? 1), position }
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality || a.position - b.position)
    .map(({ language }) => language)
    .find(isLanguage)
}

/** The language of a page: `?lang=`, which is remembered, else the remembered one, else the browser's, else English. */
export function languageOf(c: Context): Language {
  const asked = c.req.query('lang')
  if (isLanguage(asked)) {
    setCookie(c, cookieName, asked, { path: '/', sameSite: 'Lax', maxAge: yearSeconds })
    return asked
  }
  const remembered = getCookie(c, cookieName)
  if (isLanguage(remembered)) return remembered
  return accepted(c.req.header('accept-language') ?? '') ?? 'en'
}
