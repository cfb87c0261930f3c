/**
 * Sends batches as fast as its connections allow and prints what came back as one JSON line. A process of its own, so
 * that the server under test does not share its event loop.
 * Usage: node load-generator.mjs URL SITE EVENTS_PER_REQUEST CONNECTIONS SECONDS
 */
import { randomBytes } from 'node:crypto'
import { Agent, request } from 'node:http'
import { uuidV7 } from '@touchline/events'

const [url, site, perRequest, connections, seconds] = process.argv.slice(2)
const target = new URL(url)
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) })
const took = []
let events = 0
let refused = 0
let visitor = 0

function body() {
  const now = Date.now()
  const visitor_id = `visitor-${visitor++ % 10_000}`
  const page = {
    url: 'https://shop.example/p/trang-lamp?utm_source=google',
    title: 'Đèn bàn Trăng',
    page_type: 'product',
  }
  const batch = Array.from({ length: Number(perRequest) }, () => ({
    kind: 'touchpoint',
    name: 'view_item',
    event_id: uuidV7(now, randomBytes(10)),
    occurred_at: now,
    visitor_id,
    session_id: visitor_id,
    page,
    properties: { list: 'home', position: 3 },
    items: [{ item_id: 'NN-107', item_name: 'Trăng table lamp', item_category: 'Lighting', price: 89, quantity: 1 }],
  }))
  return JSON.stringify({ site_id: site, sent_at: now, sdk: 'bench/1', events: batch })
}

function send(text) {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'text/plain',
      'content-length': Buffer.byteLength(text),
      'user-agent': 'Mozilla/5.0 Firefox/150.0',
    }
    const outgoing = request(target, { method: 'POST', agent, headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode))
    })
    outgoing.on('error', reject).end(text)
  })
}

const end = performance.now() + Number(seconds) * 1000
async function connection() {
  while (performance.now() < end) {
    const text = body()
    const began = performance.now()
    const status = await send(text)
    took.push(performance.now() - began)
    if (status < 300) events += Number(perRequest)
    else refused++
  }
}
const began = performance.now()
await Promise.all(Array.from({ length: Number(connections) }, connection))
const elapsed = (performance.now() - began) / 1000
took.sort((a, b) => a - b)
const quantile = (q) => took[Math.floor((took.length - 1) * q)]
console.log(
  JSON.stringify({
    requestsPerS: took.length / elapsed,
    eventsPerS: events / elapsed,
    refused,
    p50: quantile(0.5),
    p99: quantile(0.99),
  }),
)
agent.destroy()
