import type { MailLanguage } from './notification.js'

/** Numbers, shares, amounts and days of an e-mail in its language. */
export function mailFormat(language: MailLanguage) {
  const locale = language === 'vi' ? 'vi-VN' : 'en-GB'
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })
  const change = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: 0,
    signDisplay: 'exceptZero',
  })
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  return {
    count: (value: number) => new Intl.NumberFormat(locale).format(value),
    percent: (share: number) => percent.format(share),
    /** A relative change: `−21%`. */
    change: (share: number) => change.format(share),
    money: (currency: string, amount: string) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency }).format(Number(amount)),
    decimal: (value: number, digits: number) =>
      new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value),
    /** A calendar day such as `2026-03-01`. */
    day: (isoDay: string) => day.format(new Date(`${isoDay}T00:00:00Z`)),
  }
}
export type MailFormat = ReturnType<typeof mailFormat>
