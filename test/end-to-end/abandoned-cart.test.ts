import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { newId, post } from '../support/event-load.js'
import { addSite, startTouchline, type TouchlineProcess, touchline } from '../support/touchline-process.js'
import { until } from '../support/until.js'

const directory = mkdtempSync(join(tmpdir(), 'touchline-carts-'))
const settings = { TOUCHLINE_PRIVATE_WEBHOOKS: 'on', TOUCHLINE_NOTIFICATIONS_EVERY_S: '0.2' }
const received: { id: string; cart: string }[] = []
let receiver: Server | undefined
let server: TouchlineProcess | undefined

afterAll(async () => {
  await server?.killAll()
  receiver?.close()
  rmSync(directory, { recursive: true, force: true })
})

async function listen(port: number): Promise<number> {
  const opened = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      received.push({ id: request.headers['webhook-id'] as string, cart: JSON.parse(body).cart.cart_id })
      response.end()
    })
  })
  await new Promise<void>((resolve) => opened.listen(port, '127.0.0.1', resolve))
  receiver = opened
  return (opened.address() as AddressInfo).port
}

/** Somebody put a lamp into a cart more than an hour ago and has done nothing since. */
async function leaveCart(cart: string) {
  const at = Date.now() - 70 * 60_000
  const event = {
    kind: 'cart',
    name: 'add_to_cart',
    event_id: newId(at),
    occurred_at: at,
    visitor_id: `visitor of ${cart}`,
    cart_id: cart,
    currency: 'EUR',
    value: 89,
  }
  const batch = { site_id: 'shop', sent_at: Date.now(), context: { consent: 'granted' }, events: [event] }
  const answer = await post((server as TouchlineProcess).collector, JSON.stringify(batch))
  expect(await answer.json()).toEqual({ accepted: 1, rejected: [] })
}

async function deliveries(): Promise<{ subject: string; status: string; attempts: number }[]> {
  const { stdout } = await touchline(directory, ['notify', 'deliveries', '--site', 'shop', '--json'], settings)
  return JSON.parse(stdout)
}

describe('the webhook of abandoned carts', () => {
  it('posts each cart exactly once, also when everything is killed between the decision and the delivery', async () => {
    server = await startTouchline(directory, settings)
    await addSite(directory, ['shop', '--mode', 'first_party'], settings)
    const port = await listen(0)
    // Away, so that what is decided stays to be delivered.
    await new Promise((resolve) => receiver?.close(resolve))
    const added = await touchline(
      directory,
      ['notify', 'add', 'abandoned_cart', '--site', 'shop', '--url', `http://127.0.0.1:${port}/carts`, '--json'],
      settings,
    )
    expect(added.code).toBe(0)
    for (const cart of ['c1', 'c2', 'c3']) await leaveCart(cart)
    await until(deliveries, (found) => found.length === 3 && found.every(({ attempts }) => attempts > 0))
    await server.killAll()

    await listen(port)
    server = await startTouchline(directory, settings)
    await until(deliveries, (found) => found.every(({ status }) => status === 'delivered'), 60_000)
    await server.killAll()

    // A cart that is left later: when it has arrived, the others had every chance to come twice.
    server = await startTouchline(directory, settings)
    await leaveCart('c4')
    await until(
      () => received.some(({ cart }) => cart === 'c4'),
      (arrived) => arrived,
    )
    expect(received.map(({ cart }) => cart).sort()).toEqual(['c1', 'c2', 'c3', 'c4'])
    expect(new Set(received.map(({ id }) => id)).size).toBe(4)
  })
})
