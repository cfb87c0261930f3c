import type { Site } from '@touchline/events'
import { html } from 'hono/html'
import type { Ask } from '../ask.js'
import { dashboardLink } from '../dashboard-link.js'
import type { Message } from '../decide.js'
import type { Mail } from '../mail/mail.js'
import { type MailFormat, mailFormat } from '../mail-format.js'
import type { AlertMeasure, Notification } from '../notification.js'
import { wholeDays } from '../whole-days.js'
import { words } from '../words.js'
import { type Comparison, compareMeasure } from './measure-alert.js'

/** A message when the figure of an alert is worse than before by as much as it says, and by more than chance. */
export async function alertMessages(
  ask: Ask,
  site: Site,
  alert: Notification<'alert'>,
  now: number,
  dashboardUrl: string | undefined,
): Promise<Message[]> {
  const days = wholeDays(site, alert.days, now)
  const compared = await compareMeasure(ask, alert.measure, days)
  if (!compared?.significant || compared.worse * 100 < alert.worse_by_percent) return []
  const told = { type: 'alert', site_id: site.site_id, measure: alert.measure, ...days, ...compared }
  const body = async (id: string) =>
    alert.url ? JSON.stringify({ id, ...told }) : JSON.stringify(await mailOf(alert, site, compared, dashboardUrl))
  return [{ subject: days.last.to, channel: alert.url ? 'webhook' : 'email', body }]
}

function text(format: MailFormat, measure: AlertMeasure, value: number): string {
  if (measure === 'conversion' || measure === 'abandonment') return format.percent(value)
  return measure === 'cls' ? format.decimal(value, 3) : `${format.count(Math.round(value))} ms`
}

async function mailOf(
  alert: Notification<'alert'>,
  site: Site,
  { now, before }: Comparison,
  dashboardUrl: string | undefined,
): Promise<Mail> {
  const { measure, language, to = [], days } = alert
  const say = words[language]
  const format = mailFormat(language)
  const [valueNow, valueBefore] = [text(format, measure, now), text(format, measure, before)]
  const sentence = say.alertSentence(say.measures[measure], valueNow, valueBefore, days)
  const link = dashboardLink(dashboardUrl, site.site_id)
  return {
    to,
    subject: say.alertSubject(site.site_id, say.measures[measure], format.change(now / before - 1)),
    text: [sentence, say.chance, link, say.why].filter(Boolean).join('\n\n'),
    html: String(
      await html`<p>${sentence}</p><p>${say.chance}</p>${link ? html`<p><a href="${link}">${say.open}</a></p>` : ''}<p><small>${say.why}</small></p>`,
    ),
  }
}
