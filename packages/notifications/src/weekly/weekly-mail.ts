import type { Site } from '@touchline/events'
import { abandonment, enough, overview, webVitals } from '@touchline/reports'
import { html } from 'hono/html'
import type { Ask } from '../ask.js'
import { dashboardLink } from '../dashboard-link.js'
import type { Mail } from '../mail/mail.js'
import { type MailFormat, mailFormat } from '../mail-format.js'
import type { Notification } from '../notification.js'
import { wholeDays } from '../whole-days.js'
import { words } from '../words.js'
import { sessionsChart } from './sessions-chart.js'

const days = 7
const listed = 5

type Line = [name: string, now: string, before: string]

/** The mail about the last seven whole days, beside the seven before. */
export async function weeklyMail(
  ask: Ask,
  site: Site,
  { to, language }: Notification<'weekly_email'>,
  now: number,
  dashboardUrl: string | undefined,
): Promise<Mail> {
  const { last, before } = wholeDays(site, days, now)
  const [figures, earlier, carts, cartsBefore, vitals, vitalsBefore] = await Promise.all([
    ask(overview, { ...last, interval: 'day' }),
    ask(overview, { ...before, interval: 'day', compare: 'none' }),
    ask(abandonment, { ...last }),
    ask(abandonment, { ...before }),
    ask(webVitals, { ...last, metrics: ['LCP'] }),
    ask(webVitals, { ...before, metrics: ['LCP'] }),
  ])
  const say = words[language]
  const format = mailFormat(language)
  const rate = ({ rate, denominator }: { rate: number | null; denominator: number }) =>
    rate === null || denominator < enough.rate ? say.tooFew : format.percent(rate)
  const lcp = ({ rows: [row] }: typeof vitals) =>
    !row || row.p75 === null || row.n < enough.p75 ? say.tooFew : `${format.count(row.p75)} ms`
  const { totals } = figures
  const then = earlier.totals
  const lines: Line[] = [
    ...(['persons', 'sessions', 'orders'] as const).map(
      (figure): Line => [say.figures[figure], format.count(totals[figure]), format.count(then[figure])],
    ),
    [say.figures.conversion, rate(totals.conversion), rate(then.conversion)],
    [say.figures.revenue, money(format, totals.revenue), money(format, then.revenue)],
    [say.figures.abandonment, rate(carts.totals.gross), rate(cartsBefore.totals.gross)],
    [say.figures.lcp, lcp(vitals), lcp(vitalsBefore)],
  ]
  const channels = totals.channels
    .slice(0, listed)
    .map(({ channel, sessions }): [string, string] => [channel, format.count(sessions)])
  const products = totals.products
    .slice(0, listed)
    .map(({ item_name, item_id, revenue }): [string, string] => [item_name || item_id, money(format, revenue)])
  const subject = say.weekSubject(site.site_id, say.week(format.day(last.from), format.day(last.to)))
  const link = dashboardLink(dashboardUrl, site.site_id)
  const chart = sessionsChart(
    figures.rows.map((row, i) => ({
      name: row.from.slice(8, 10),
      sessions: row.sessions,
      before: earlier.rows[i]?.sessions ?? null,
    })),
    say,
  )
  const drawn = figures.rows.map((row) => `${format.day(row.from.slice(0, 10))}: ${format.count(row.sessions)}`)
  return {
    to,
    subject,
    text: [
      subject,
      lines.map(([name, value, old]) => `${name}: ${value} (${say.before}: ${old})`).join('\n'),
      `${say.channels}: ${channels.map(([name, value]) => `${name} ${value}`).join(', ')}`,
      link,
      say.why,
    ]
      .filter(Boolean)
      .join('\n\n'),
    html: String(
      await html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${subject}</title></head>
<body style="font-family:sans-serif;color:#222;max-width:600px;margin:0 auto;padding:16px">
<h1 style="font-size:20px">${subject}</h1>
<table style="width:100%;border-collapse:collapse">
<thead><tr><th></th><th style="${numeric}">${say.thisWeek}</th><th style="${numeric}">${say.before}</th></tr></thead>
<tbody>${lines.map(([name, value, old]) => html`<tr><th scope="row" style="${cell}">${name}</th><td style="${numeric};font-weight:bold">${value}</td><td style="${numeric};color:#666">${old}</td></tr>`)}</tbody>
</table>
<h2 style="font-size:16px">${say.sessionsADay}</h2>
<img src="cid:chart" width="560" height="220" alt="${drawn.join(', ')}">
${list(say.channels, channels)}${list(say.products, products)}
${link ? html`<p><a href="${link}">${say.open}</a></p>` : ''}
<p style="color:#666;font-size:12px">${say.why}</p>
</body></html>`,
    ),
    chart,
  }
}

const cell = 'text-align:left;padding:6px 0;border-top:1px solid #ddd;font-weight:normal'
const numeric = 'text-align:right;padding:6px 0;border-top:1px solid #ddd'

const money = (format: MailFormat, amounts: readonly { currency: string; amount: string }[]) =>
  amounts.map(({ currency, amount }) => format.money(currency, amount)).join(' + ') || '–'

const list = (title: string, entries: readonly [string, string][]) =>
  entries.length === 0
    ? ''
    : html`<h2 style="font-size:16px">${title}</h2><table style="width:100%;border-collapse:collapse">${entries.map(
        ([name, value]) =>
          html`<tr><th scope="row" style="${cell}">${name}</th><td style="${numeric}">${value}</td></tr>`,
      )}</table>`
