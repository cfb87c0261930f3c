import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kindOf, type Site, uuidV7 } from '@touchline/events'
import {
  clickHouseTime,
  type EventRow,
  insertEvents,
  listDeliveries,
  openEmbedded,
  type Storage,
} from '@touchline/storage'
import { DateTime } from 'luxon'
import { pino } from 'pino'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../../../test/support/until.js'
import { createNotification } from '../create-notification.js'
import { notificationSchema } from '../notification.js'
import { startNotifications } from '../start-notifications.js'
import { createMailer } from './mail.js'

const hour = 3_600_000
const directory = mkdtempSync(join(tmpdir(), 'touchline-mail-'))
const site: Site = { site_id: 'shop', origins: [], timezone: 'Asia/Ho_Chi_Minh', currency: 'VND', mode: 'first_party' }
/** Deliveries are kept for 90 days of real time: the last Tuesday, nine in the morning in the shop. */
const tuesday = DateTime.now().setZone(site.timezone).startOf('week').minus({ weeks: 1 }).plus({ days: 1, hours: 9 })

let storage: Storage
let mailServer: SMTPServer
let mailUrl: string
const mails: { to: string[]; mail: Email }[] = []

beforeAll(async () => {
  storage = await openEmbedded(directory)
  mailServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk) => chunks.push(chunk))
      stream.on('end', async () => {
        const to = session.envelope.rcptTo.map(({ address }) => address)
        mails.push({ to, mail: await PostalMime.parse(Buffer.concat(chunks)) })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => mailServer.listen(0, '127.0.0.1', () => resolve()))
  mailUrl = `smtp://127.0.0.1:${(mailServer.server.address() as AddressInfo).port}`

  // 200 visitors in either week; 40 of them bought in the week before, 12 in the last one.
  const rows: EventRow[] = []
  const event = (visitor_id: string, at: number, name: string, fields: Partial<EventRow> = {}) =>
    rows.push({
      site_id: 'shop',
      event_id: uuidV7(at, createHash('sha256').update(`${visitor_id} ${name}`).digest()),
      kind: kindOf(name),
      name,
      occurred_at: clickHouseTime(at),
      received_at: clickHouseTime(at),
      identity: 'first_party',
      visitor_id,
      ...fields,
    })
  for (const [week, buyers] of [
    ['before', 40],
    ['last', 12],
  ] as const) {
    const first = tuesday.startOf('day').minus({ days: week === 'last' ? 7 : 14 })
    for (let i = 0; i < 200; i++) {
      const at = first.toMillis() + (i % 7) * 24 * hour + 10 * hour + i
      event(`${week}-${i}`, at, 'page_view', { channel: 'organic_search' })
      if (i >= buyers) continue
      const item = { item_id: 'NN-1', item_name: 'Đèn bàn Trăng', price: 890_000, quantity: 1 }
      const money = { currency: 'VND', value: 890_000, items: [item] }
      event(`${week}-${i}`, at + 60_000, 'add_to_cart', money)
      event(`${week}-${i}`, at + 120_000, 'purchase', { ...money, transaction_id: `${week}-${i}` })
    }
  }
  await insertEvents(storage.owner, rows)
})
afterAll(async () => {
  mailServer.close()
  await storage.close()
  rmSync(directory, { recursive: true })
})

const add = (settings: Record<string, unknown>) =>
  createNotification(storage.owner, 'shop', notificationSchema.parse(settings), tuesday.minus({ days: 20 }).toMillis())

const run = (now: number, mailer = createMailer(mailUrl, 'Touchline <touchline@shop.example>')) =>
  startNotifications({
    owner: storage.owner,
    reader: storage.reader,
    sites: { site: (id) => (id === 'shop' ? site : undefined), all: () => [site] },
    installationSecret: 'secret',
    allowPrivate: false,
    mailer,
    dashboardUrl: 'https://touchline.shop.example',
    now: () => now,
    log: pino({ level: 'silent' }),
    everyMs: 20,
  })

const deliveries = () => listDeliveries(storage.owner, 'shop', 100)
const mailTo = (address: string) => mails.filter(({ to }) => to.includes(address))

describe('e-mails', () => {
  it('tell of the week, once, in the language of whoever asked, with a chart', async () => {
    await add({
      kind: 'weekly_email',
      to: ['linh@shop.example', 'an@shop.example'],
      language: 'vi',
      weekday: 2,
      hour: 8,
    })
    // This one comes on another day.
    await add({ kind: 'weekly_email', to: ['friday@shop.example'], weekday: 5 })
    const running = run(tuesday.toMillis())
    await until(deliveries, (found) => found.length === 1 && found[0]?.status === 'delivered')
    await running.close()
    // A restart an hour later says nothing again.
    const again = run(tuesday.plus({ hours: 1 }).toMillis())
    await again.close()
    expect(mails).toHaveLength(1)
    const [{ to, mail }] = mails as [(typeof mails)[number]]
    expect(to).toEqual(['linh@shop.example', 'an@shop.example'])
    expect(mail.from?.address).toBe('touchline@shop.example')
    expect(mail.subject).toMatch(/^shop: tuần /)
    expect(mail.text).toContain('Số người: 200 (Tuần trước đó: 200)')
    expect(mail.text).toContain('Đơn hàng: 12 (Tuần trước đó: 40)')
    expect(mail.text).toContain('Tỷ lệ người mua hàng: 6,0% (Tuần trước đó: 20,0%)')
    expect(mail.text).toMatch(/Doanh thu: 10\.680\.000\s₫/)
    expect(mail.html).toContain('Đèn bàn Trăng')
    expect(mail.html).toContain('https://touchline.shop.example/sites/shop')
    expect(mail.html).not.toContain('<script')
    const [chart] = mail.attachments
    expect(chart?.mimeType).toBe('image/svg+xml')
    expect(Buffer.from(chart?.content as ArrayBuffer).toString('utf8')).toMatch(/^<svg .*Tuần này/s)
  })

  it('warn of a figure that is worse by more than chance, and are quiet afterwards', async () => {
    const alert = { kind: 'alert', worse_by_percent: 20, days: 7 }
    await add({ ...alert, measure: 'conversion', to: ['worse@shop.example'] })
    // As many carts as orders: nothing is abandoned; and nothing is known of load times.
    await add({ ...alert, measure: 'abandonment', to: ['same@shop.example'] })
    await add({ ...alert, measure: 'lcp', to: ['unknown@shop.example'] })
    await add({ ...alert, measure: 'conversion', worse_by_percent: 80, to: ['patient@shop.example'] })
    const running = run(tuesday.toMillis())
    await until(
      () => mailTo('worse@shop.example').length,
      (count) => count === 1,
    )
    await until(deliveries, (found) => found.every(({ status }) => status === 'delivered'))
    await running.close()
    const again = run(tuesday.plus({ hours: 26 }).toMillis())
    await again.close()
    const [{ mail }] = mailTo('worse@shop.example') as [(typeof mails)[number]]
    expect(mail.subject).toBe('shop: Conversion -70%')
    expect(mail.text).toContain('Conversion: 6.0% in the last 7 whole days, 20.0% in as many days before.')
    expect((await deliveries()).filter(({ kind }) => kind === 'alert')).toHaveLength(1)
    for (const name of ['same', 'unknown', 'patient']) expect(mailTo(`${name}@shop.example`)).toEqual([])
  })

  it('wait while the mail server is away', async () => {
    await add({ kind: 'weekly_email', to: ['late@shop.example'], weekday: 2, hour: 7 })
    const away = run(tuesday.toMillis(), createMailer('smtp://127.0.0.1:9', 'touchline@shop.example'))
    const failed = await until(deliveries, (found) =>
      found.some(({ status, attempts }) => status === 'waiting' && attempts === 1),
    )
    await away.close()
    expect(failed.find(({ status }) => status === 'waiting')?.answer).toContain('ECONNREFUSED')
    const back = run(tuesday.plus({ minutes: 1 }).toMillis())
    await until(
      () => mailTo('late@shop.example').length,
      (count) => count === 1,
    )
    await back.close()
  })
})
