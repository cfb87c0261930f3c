import type { Site } from '@touchline/events'
import { DateTime } from 'luxon'
import type { Ask } from '../ask.js'
import type { Message } from '../decide.js'
import type { Notification } from '../notification.js'
import { weeklyMail } from './weekly-mail.js'

/** A mail that could not be decided within this time of its hour is left out: the next week's comes. */
const latestMs = 24 * 3_600_000

/** The mail of this week, once its hour has come. */
export function weeklyMessages(
  ask: Ask,
  site: Site,
  weekly: Notification<'weekly_email'>,
  now: number,
  dashboardUrl: string | undefined,
): Message[] {
  const { weekday, hour, created_at } = weekly
  const here = DateTime.fromMillis(now, { zone: site.timezone })
  const planned = here
    .startOf('week')
    .plus({ days: weekday - 1 })
    .set({ hour })
  const last = planned.toMillis() > now ? planned.minus({ weeks: 1 }) : planned
  // Whoever sets it up after this week's hour waits for the next.
  const isNew = Date.parse(`${created_at.replace(' ', 'T')}Z`) > last.toMillis()
  if (now - last.toMillis() > latestMs || isNew) return []
  const body = async () => JSON.stringify(await weeklyMail(ask, site, weekly, now, dashboardUrl))
  return [{ subject: last.toISODate() ?? '', channel: 'email', body }]
}
