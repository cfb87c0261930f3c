import type { Money, Rate } from '../core/rate.js'
import type { Language } from './language.js'

/** Every number, share, amount, duration and date of the dashboard in one language. */
export interface Format {
  count(value: number | null | undefined): string
  decimal(value: number | null | undefined, digits?: number): string
  percent(share: number | null | undefined): string
  /** The 95% interval of a rate: `43.6–97.0%`. */
  interval(rate: Pick<Rate, 'low' | 'high'>): string
  /** A difference of two shares: `−3.4 pp`. */
  points(difference: number | null | undefined): string
  money(amount: Money[number]): string
  seconds(value: number | null | undefined): string
  ms(value: number | null | undefined): string
  days(value: number | null | undefined): string
  /** A calendar day such as `2026-03-01`. */
  day(isoDay: string): string
  /** The same without its year. */
  dayShort(isoDay: string): string
  period(from: string, to: string): string
  /** A moment in a time zone: day and time. */
  moment(iso: string, timezone: string): string
  dayOf(iso: string, timezone: string): string
  time(iso: string, timezone: string): string
  country(code: string): string
}

export const absent = '–'

const isNumber = (value: number | null | undefined): value is number =>
  typeof value === 'number' && Number.isFinite(value)

/** Symbols where Intl's short names are longer than the number they follow ("3.8 secs"). */
const shortUnits = {
  en: { ms: 'ms', s: 's', min: 'min', h: 'h' },
  vi: { ms: 'ms', s: 'giây', min: 'phút', h: 'giờ' },
} as const

/** Formats for a language; Intl objects are made once because each costs milliseconds. */
function createFormat(language: Language): Format {
  const locale = language === 'vi' ? 'vi-VN' : 'en-GB'
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  const oneDecimal = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const share = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'exceptZero' })
  const dayText = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const dayMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  const regions = new Intl.DisplayNames(locale, { type: 'region' })
  const unit = (value: number, name: keyof (typeof shortUnits)['en']) =>
    `${(name === 'ms' ? whole : tenths).format(value)}\u00a0${shortUnits[language][name]}`
  const inDays = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'day',
    unitDisplay: 'long',
    maximumFractionDigits: 1,
  })
  const currencies = new Map<string, Intl.NumberFormat>()
  const currency = (code: string) => {
    const known = currencies.get(code)
    if (known) return known
    const made = new Intl.NumberFormat(locale, { style: 'currency', currency: code })
    currencies.set(code, made)
    return made
  }
  const toDate = (isoDay: string) => new Date(`${isoDay}T00:00:00Z`)

  const moments = new Map<string, Intl.DateTimeFormat>()
  const at = (iso: string, timeZone: string, style: Intl.DateTimeFormatOptions): string => {
    if (iso === '') return absent
    const key = `${timeZone} ${style.dateStyle} ${style.timeStyle}`
    const known = moments.get(key) ?? new Intl.DateTimeFormat(locale, { ...style, timeZone })
    moments.set(key, known)
    return known.format(new Date(iso))
  }

  const seconds = (value: number | null | undefined): string => {
    if (!isNumber(value)) return absent
    if (value < 1) return unit(value * 1000, 'ms')
    if (value < 90) return unit(value, 's')
    if (value < 90 * 60) return unit(value / 60, 'min')
    if (value < 36 * 3600) return unit(value / 3600, 'h')
    return inDays.format(value / 86_400)
  }

  return {
    count: (value) => (isNumber(value) ? whole.format(value) : absent),
    decimal: (value, digits = 1) =>
      isNumber(value) ? new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value) : absent,
    percent: (value) => (isNumber(value) ? share.format(value) : absent),
    interval: ({ low, high }) =>
      isNumber(low) && isNumber(high) ? `${oneDecimal.format(low * 100)}–${share.format(high)}` : absent,
    points: (value) =>
      isNumber(value) ? `${signed.format(value * 100)}\u00a0${language === 'vi' ? 'điểm %' : 'pp'}` : absent,
    // Amounts are decimal text and stay exact: Intl takes it as it is.
    money: ({ currency: code, amount }) => currency(code).format(amount as `${number}`),
    seconds,
    ms: (value) => (isNumber(value) ? seconds(value / 1000) : absent),
    days: (value) => (isNumber(value) ? inDays.format(value) : absent),
    day: (isoDay) => dayText.format(toDate(isoDay)),
    dayShort: (isoDay) => dayMonth.format(toDate(isoDay)),
    period: (from, to) => dayText.formatRange(toDate(from), toDate(to)),
    moment: (iso, timezone) => at(iso, timezone, { dateStyle: 'medium', timeStyle: 'short' }),
    dayOf: (iso, timezone) => at(iso, timezone, { dateStyle: 'full' }),
    time: (iso, timezone) => at(iso, timezone, { timeStyle: 'medium' }),
    country: (code) => {
      try {
        return regions.of(code) ?? code
      } catch {
        return code
      }
    },
  }
}

const formats = new Map<Language, Format>()

export function formatFor(language: Language): Format {
  const known = formats.get(language)
  if (known) return known
  const made = createFormat(language)
  formats.set(language, made)
  return made
}
