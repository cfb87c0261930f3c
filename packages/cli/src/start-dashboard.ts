import { createMailer, installationSecret, notificationDesk, startNotifications } from '@touchline/notifications'
import {
  annotationStore,
  answerReport,
  createDashboard,
  createReports,
  keeperWith,
  segmentStore,
  settingsDeskWith,
} from '@touchline/reports'
import { erasePerson } from '@touchline/storage'
import { openSql } from './open-database.js'
import type { Foundation } from './open-foundation.js'

/**
 * Answers questions: serves the reports API and the dashboard, and sends notifications.
 * @param collectorUrl address of the collector for the snippets that the dashboard shows
 * @returns its address
 */
export async function startDashboard(foundation: Foundation, collectorUrl: string): Promise<string> {
  const { settings, log, now, directory, storage, sites, onClose, open } = foundation
  const sources = { reader: storage.reader, sites, now }
  const stopping = new AbortController()
  const secret = installationSecret(directory.path)
  const dashboard = createDashboard({
    answer: (name, params) => answerReport(sources, name, params),
    reader: storage.reader,
    keeper: keeperWith(storage.owner),
    sites,
    now,
    collectorUrl,
    settings: settingsDeskWith(storage.owner, sites, now, notificationDesk(storage.owner, secret, now)),
    shareSecret: secret,
    closing: stopping.signal,
  })
  const sql = await openSql(settings, storage)
  onClose(() => sql?.close())
  const reportsApp = createReports({
    ...sources,
    log,
    erase: (siteId, person) => erasePerson(storage.owner, siteId, person, now()),
    segments: segmentStore(storage.owner),
    sql,
    annotations: annotationStore(storage.owner),
    dashboard,
  })
  const { TOUCHLINE_REPORTS_HOST: host, TOUCHLINE_REPORTS_PORT: port } = settings
  const reports = await open(reportsApp, { host, port, setting: 'TOUCHLINE_REPORTS_PORT' })
  // Before the listener waits for what is open.
  onClose(() => stopping.abort())

  const notifications = startNotifications({
    ...sources,
    owner: storage.owner,
    mailer: settings.TOUCHLINE_SMTP_URL
      ? createMailer(settings.TOUCHLINE_SMTP_URL, settings.TOUCHLINE_MAIL_FROM)
      : undefined,
    dashboardUrl: settings.TOUCHLINE_DASHBOARD_URL,
    installationSecret: secret,
    allowPrivate: settings.TOUCHLINE_PRIVATE_WEBHOOKS === 'on',
    everyMs: 1000 * settings.TOUCHLINE_NOTIFICATIONS_EVERY_S,
    log,
  })
  onClose(() => notifications.close())
  return reports.url
}
