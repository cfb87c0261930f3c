import type { AlertMeasure, MailLanguage } from './notification.js'

/** Every text of the e-mails, in one language. */
export interface Words {
  measures: Record<AlertMeasure, string>
  alertSubject(site: string, measure: string, change: string): string
  alertSentence(measure: string, now: string, before: string, days: number): string
  chance: string
  open: string
  weekSubject(site: string, week: string): string
  week(from: string, to: string): string
  figures: Record<'persons' | 'sessions' | 'orders' | 'conversion' | 'revenue' | 'abandonment' | 'lcp', string>
  before: string
  channels: string
  products: string
  sessionsADay: string
  thisWeek: string
  weekBefore: string
  tooFew: string
  why: string
}

export const words: Record<MailLanguage, Words> = {
  en: {
    measures: {
      conversion: 'Conversion',
      abandonment: 'Cart abandonment',
      lcp: 'Largest contentful paint (p75)',
      inp: 'Interaction to next paint (p75)',
      cls: 'Layout shift (p75)',
    },
    alertSubject: (site, measure, change) => `${site}: ${measure} ${change}`,
    alertSentence: (measure, now, before, days) =>
      `${measure}: ${now} in the last ${days} whole days, ${before} in as many days before.`,
    chance: 'The difference is larger than chance explains (95% interval).',
    open: 'Open the dashboard',
    weekSubject: (site, week) => `${site}: the week ${week}`,
    week: (from, to) => `${from} to ${to}`,
    figures: {
      persons: 'Persons',
      sessions: 'Sessions',
      orders: 'Orders',
      conversion: 'Conversion of persons',
      revenue: 'Revenue',
      abandonment: 'Carts abandoned',
      lcp: 'Largest contentful paint (p75)',
    },
    before: 'Week before',
    channels: 'Channels',
    products: 'Products',
    sessionsADay: 'Sessions a day',
    thisWeek: 'This week',
    weekBefore: 'Week before',
    tooFew: 'too few',
    why: 'You get this because it was set up in Touchline for this shop.',
  },
  vi: {
    measures: {
      conversion: 'Tỷ lệ chuyển đổi',
      abandonment: 'Tỷ lệ bỏ giỏ hàng',
      lcp: 'Thời gian hiện nội dung lớn nhất (p75)',
      inp: 'Thời gian phản hồi tương tác (p75)',
      cls: 'Độ xô lệch bố cục (p75)',
    },
    alertSubject: (site, measure, change) => `${site}: ${measure} ${change}`,
    alertSentence: (measure, now, before, days) =>
      `${measure}: ${now} trong ${days} ngày trọn vẹn gần nhất, ${before} trong số ngày bằng thế trước đó.`,
    chance: 'Chênh lệch lớn hơn mức ngẫu nhiên có thể giải thích (khoảng tin cậy 95%).',
    open: 'Mở bảng điều khiển',
    weekSubject: (site, week) => `${site}: tuần ${week}`,
    week: (from, to) => `${from} đến ${to}`,
    figures: {
      persons: 'Số người',
      sessions: 'Phiên truy cập',
      orders: 'Đơn hàng',
      conversion: 'Tỷ lệ người mua hàng',
      revenue: 'Doanh thu',
      abandonment: 'Giỏ hàng bị bỏ',
      lcp: 'Thời gian hiện nội dung lớn nhất (p75)',
    },
    before: 'Tuần trước đó',
    channels: 'Kênh',
    products: 'Sản phẩm',
    sessionsADay: 'Phiên mỗi ngày',
    thisWeek: 'Tuần này',
    weekBefore: 'Tuần trước đó',
    tooFew: 'quá ít',
    why: 'Bạn nhận thư này vì nó được thiết lập trong Touchline cho cửa hàng này.',
  },
}
