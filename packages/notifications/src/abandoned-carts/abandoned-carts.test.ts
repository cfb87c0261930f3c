import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kindOf, type Site, uuidV7 } from '@touchline/events'
import {
  clickHouseTime,
  type EventRow,
  erasePerson,
  findDelivery,
  insertEvents,
  listDeliveries,
  openEmbedded,
  removeNotification,
  type Storage,
} from '@touchline/storage'
import { pino } from 'pino'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../../../../test/support/until.js'
import { createNotification } from '../create-notification.js'
import { replayDelivery } from '../replay-delivery.js'
import { type Notifications, startNotifications } from '../start-notifications.js'
import { webhookSecret } from '../webhooks/sign-delivery.js'

const minute = 60_000
// Deliveries are kept for 90 days of real time.
const start = Date.now()
const directory = mkdtempSync(join(tmpdir(), 'touchline-carts-'))
const secret = 'a secret of the installation'

interface Received {
  headers: Record<string, string>
  body: string
}

let storage: Storage
let receiver: Server
let url: string
let received: Received[]
/** What the receiver answers. */
let status: number
let now: number
let running: Notifications | undefined
let sites = 0
let site: Site
let made = 0

beforeAll(async () => {
  storage = await openEmbedded(directory)
  receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      received.push({ headers: request.headers as Record<string, string>, body })
      response.writeHead(status).end('seen')
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/carts`
})
afterAll(async () => {
  receiver.close()
  await storage.close()
  rmSync(directory, { recursive: true })
})
beforeEach(() => {
  received = []
  status = 200
  now = start
  site = { site_id: `shop-${sites++}`, origins: [], timezone: 'UTC', currency: 'VND', mode: 'first_party' }
})
afterEach(async () => {
  await running?.close()
  running = undefined
})

function run(allowPrivate = true) {
  running = startNotifications({
    owner: storage.owner,
    reader: storage.reader,
    sites: { site: (id) => (id === site.site_id ? site : undefined), all: () => [site] },
    installationSecret: secret,
    allowPrivate,
    now: () => now,
    log: pino({ level: 'error' }),
    everyMs: 20,
  })
}

const event = (visitor_id: string, at: number, name: string, fields: Partial<EventRow> = {}): EventRow => ({
  site_id: site.site_id,
  event_id: uuidV7(at, createHash('sha256').update(String(made++)).digest()),
  kind: kindOf(name),
  name,
  occurred_at: clickHouseTime(at),
  received_at: clickHouseTime(at),
  identity: 'first_party',
  consent: 'granted',
  visitor_id,
  ...fields,
})
const insert = (...rows: EventRow[]) => insertEvents(storage.owner, rows)
const add = (idleMinutes = 60) =>
  createNotification(storage.owner, site.site_id, { kind: 'abandoned_cart', url, idle_minutes: idleMinutes }, start)
const deliveries = () => listDeliveries(storage.owner, site.site_id, 100)
const settled = (count: number) =>
  until(deliveries, (found) => found.length === count && found.every((one) => one.status !== 'waiting'))
/** Waits until two whole rounds have passed: what was to be decided by now is. */
async function rounds() {
  const marker = `marker-${made++}`
  await insert(event(marker, now - 61 * minute, 'add_to_cart', { cart_id: marker }))
  await until(deliveries, (found) => found.some(({ subject, status }) => subject === marker && status === 'delivered'))
}

describe('the webhook of abandoned carts', () => {
  it('posts a cart that is idle, once, signed, with what is in it', async () => {
    const lamp = { item_id: 'NN-1', item_name: 'Đèn bàn Trăng', price: 890_000, quantity: 1 }
    await insert(
      event('v1', start - 90 * minute, 'add_to_cart', {
        cart_id: 'c1',
        value: 890_000,
        currency: 'VND',
        items: [lamp],
        url: 'https://shop.example/p/1',
      }),
      event('v1', start - 80 * minute, 'begin_checkout', {
        cart_id: 'c1',
        value: 920_000,
        currency: 'VND',
        items: [lamp],
        user_id: 'u1',
      }),
    )
    const { notification_id } = await add()
    run()
    const [delivery] = await settled(1)
    expect(delivery).toMatchObject({ status: 'delivered', attempts: 1, answer: '200 seen' })
    expect(received).toHaveLength(1)
    const { headers, body } = received[0] as Received
    const webhook = new Webhook(webhookSecret(secret, notification_id))
    // The library compares the time with now: the signature alone is checked with its own.
    expect(webhook.sign(headers['webhook-id'] as string, new Date(start), body)).toBe(headers['webhook-signature'])
    expect(JSON.parse(body)).toMatchObject({
      type: 'cart.abandoned',
      id: delivery?.delivery_id,
      visitor_id: 'v1',
      user_id: 'u1',
      cart: {
        cart_id: 'c1',
        value: '920000',
        currency: 'VND',
        items: [{ item_id: 'NN-1', item_name: 'Đèn bàn Trăng' }],
        last_step: 'begin_checkout',
        idle_since: new Date(start - 80 * minute).toISOString(),
      },
    })
    await rounds()
    expect(received.filter((one) => one.body.includes('"c1"'))).toHaveLength(1)
  })

  it('leaves alone what is bought, emptied, busy, too old, or of people who did not consent', async () => {
    const idle = start - 90 * minute
    await insert(
      event('bought', idle, 'add_to_cart', { value: 1, currency: 'EUR' }),
      event('bought', idle + minute, 'purchase', { transaction_id: 't1' }),
      event('emptied', idle, 'add_to_cart'),
      event('emptied', idle + minute, 'cart_emptied'),
      event('busy', idle, 'add_to_cart'),
      event('busy', start - 5 * minute, 'page_view'),
      event('old', start - 30 * 60 * minute, 'add_to_cart'),
      event('unasked', idle, 'add_to_cart', { consent: '' }),
      event('refused', idle, 'add_to_cart'),
      event('refused', idle + minute, 'page_view', { consent: 'denied' }),
      event('looking', idle, 'view_item'),
      // Left on the telephone, bought at home.
      event('phone', idle, 'add_to_cart', { user_id: 'linh' }),
      event('home', idle + minute, 'purchase', { user_id: 'linh', transaction_id: 't2' }),
    )
    await add()
    run()
    await rounds()
    expect((await deliveries()).filter(({ subject }) => !subject.startsWith('marker'))).toEqual([])
  })

  it('tries again later, and cancels when the order comes', async () => {
    await insert(
      event('v1', start - 90 * minute, 'add_to_cart', { cart_id: 'c1' }),
      event('v2', start - 90 * minute, 'add_to_cart', { cart_id: 'c2' }),
    )
    await add()
    status = 503
    run()
    await until(deliveries, (found) => found.length === 2 && found.every(({ attempts }) => attempts === 1))
    expect((await deliveries()).map(({ status, answer }) => [status, answer])).toEqual([
      ['waiting', '503 seen'],
      ['waiting', '503 seen'],
    ])
    await insert(event('v2', start + minute, 'purchase', { transaction_id: 't1' }))
    status = 200
    received = []
    now = start + 5 * minute
    const ended = await settled(2)
    expect(ended.map(({ subject, status }) => [subject, status]).sort()).toEqual([
      ['c1', 'delivered'],
      ['c2', 'cancelled'],
    ])
    expect(received).toHaveLength(1)
    const [first] = ended.filter(({ subject }) => subject === 'c1')
    expect(first?.attempts).toBe(2)
    expect(received[0]?.headers['webhook-id']).toBe(first?.delivery_id)
  })

  it('is sent again on request, with the same id', async () => {
    await insert(event('v1', start - 90 * minute, 'add_to_cart', { cart_id: 'c1' }))
    await add()
    run()
    const [delivery] = await settled(1)
    expect(await replayDelivery(storage.owner, site.site_id, delivery?.delivery_id as string, now)).toBe(true)
    await until(
      () => Promise.resolve(received.length),
      (count) => count === 2,
    )
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(await replayDelivery(storage.owner, site.site_id, 'msg_none', now)).toBe(false)
  })

  it('goes to no private address unless that is allowed', async () => {
    await insert(event('v1', start - 90 * minute, 'add_to_cart', { cart_id: 'c1' }))
    await add()
    run(false)
    const [delivery] = await until(deliveries, ([first]) => first?.attempts === 1)
    expect(delivery?.answer).toContain('127.0.0.1 is an address of a private network')
    expect(received).toEqual([])
  })

  it('sends nothing more once it is removed', async () => {
    await insert(event('v1', start - 90 * minute, 'add_to_cart', { cart_id: 'c1' }))
    const { notification_id } = await add()
    status = 500
    run()
    await until(deliveries, ([first]) => first?.attempts === 1)
    expect(await removeNotification(storage.owner, site.site_id, notification_id)).toBe(true)
    // A round that had begun before may try once more.
    const next = () => {
      now += 10 * minute
      return deliveries()
    }
    const [ended] = await until(next, ([first]) => first?.status === 'cancelled')
    expect(ended?.answer).toBe('The notification was removed.')
  })

  it('forgets the carts of whoever is erased', async () => {
    await insert(
      event('v1', start - 90 * minute, 'add_to_cart', { cart_id: 'c1' }),
      event('v2', start - 90 * minute, 'add_to_cart', { cart_id: 'c2' }),
    )
    await add()
    run()
    const sent = await settled(2)
    await erasePerson(storage.owner, site.site_id, { visitor: 'v1' }, now)
    expect((await deliveries()).map(({ subject }) => subject)).toEqual(['c2'])
    const gone = sent.find(({ subject }) => subject === 'c1')?.delivery_id as string
    expect(await findDelivery(storage.owner, site.site_id, gone)).toBeUndefined()
  })
})
