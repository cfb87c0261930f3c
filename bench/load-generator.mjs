/**
 * Sends batches and prints what came back as one JSON line. A process of its own, so that the server under test does not
 * share its event loop, and as cheap as it can be, so that it is not what is measured: each connection writes one
 * prepared request over a socket again and again, with new event ids patched into its bytes.
 * Usage: node load-generator.mjs URL SITE EVENTS_PER_REQUEST CONNECTIONS SECONDS [REQUESTS_PER_SECOND]
 * Without a rate, every connection sends as soon as it has its answer. With one, requests are due at fixed times, and a
 * request's time counts from when it was due: one that waits for a free connection is late, not left out.
 */
import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { uuidV7 } from '@touchline/events'

const [url, site, ...numbers] = process.argv.slice(2)
const [perRequest, connections, seconds, rate = 0] = numbers.map(Number)
const { hostname, port, pathname } = new URL(url)

// Found again in the prepared bytes by these placeholders.
const idTail = '000000000000'
const visitor = 'visitor-0000'

function preparedRequest() {
  const now = Date.now()
  const event = () => ({
    kind: 'touchpoint',
    name: 'view_item',
    event_id: uuidV7(now, randomBytes(10)).slice(0, -12) + idTail,
    occurred_at: now,
    visitor_id: visitor,
    session_id: visitor,
    page: {
      url: 'https://shop.example/p/trang-lamp?utm_source=google',
      title: 'Đèn bàn Trăng',
      page_type: 'product',
    },
    properties: { list: 'home', position: 3 },
    items: [{ item_id: 'NN-107', item_name: 'Trăng table lamp', item_category: 'Lighting', price: 89, quantity: 1 }],
  })
  const batch = { site_id: site, sent_at: now, sdk: 'bench/1', events: Array.from({ length: perRequest }, event) }
  const body = Buffer.from(JSON.stringify(batch))
  const head = [
    `POST ${pathname} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    'Content-Type: text/plain',
    `Content-Length: ${body.length}`,
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'Origin: https://shop.example',
  ].join('\r\n')
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), body])
}

function placesOf(bytes, text) {
  const places = []
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + text.length)) places.push(at)
  return places
}

let lastId = 0
let lastVisitor = 0

/** A connection that answers how a request went. Answers come with a Content-Length or in chunks. */
async function openConnection() {
  const request = preparedRequest()
  // Random ids end like this once in 2^48, and none of the other fields do.
  const ids = placesOf(request, `${idTail}"`)
  const visitors = placesOf(request, visitor)
  const socket = connect(Number(port), hostname).setNoDelay()
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  let received = ''
  let answer = () => {}
  socket.setEncoding('latin1')
  socket.on('data', (chunk) => {
    received += chunk
    const headEnd = received.indexOf('\r\n\r\n')
    if (headEnd < 0) return
    const length = /content-length: (\d+)/i.exec(received)?.[1]
    const whole = length ? received.length >= headEnd + 4 + Number(length) : received.endsWith('\r\n0\r\n\r\n')
    if (!whole) return
    const status = Number(received.slice(9, 12))
    received = ''
    answer(status)
  })
  socket.on('close', () => answer(0))
  return {
    send() {
      for (const place of ids) request.write((++lastId).toString(16).padStart(12, '0'), place, 'latin1')
      const digits = String(lastVisitor++ % 10_000).padStart(4, '0')
      for (const place of visitors) request.write(digits, place + 8, 'latin1')
      return new Promise((resolve) => {
        answer = resolve
        socket.write(request)
      })
    },
    close: () => socket.destroy(),
  }
}

const tookMs = []
let events = 0
let refused = 0
function count(status, dueAt) {
  tookMs.push(performance.now() - dueAt)
  if (status >= 200 && status < 300) events += perRequest
  else refused++
}

async function asFastAsPossible(pool, end) {
  const work = async (connection) => {
    while (performance.now() < end) {
      const began = performance.now()
      count(await connection.send(), began)
    }
  }
  await Promise.all(pool.map(work))
}

async function atFixedRate(pool, began, end) {
  const idle = [...pool]
  const running = new Set()
  const total = Math.floor(((end - began) / 1000) * rate)
  for (let sent = 0; sent < total; ) {
    const due = Math.min(total, Math.ceil(((performance.now() - began) / 1000) * rate))
    for (; sent < due && idle.length > 0; sent++) {
      const connection = idle.pop()
      const dueAt = began + (sent / rate) * 1000
      const done = connection.send().then((status) => {
        count(status, dueAt)
        idle.push(connection)
        running.delete(done)
      })
      running.add(done)
    }
    if (sent < due) await Promise.race(running)
    else await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await Promise.all(running)
}

const pool = await Promise.all(Array.from({ length: connections }, openConnection))
const began = performance.now()
const end = began + seconds * 1000
if (rate > 0) await atFixedRate(pool, began, end)
else await asFastAsPossible(pool, end)
const elapsedS = (performance.now() - began) / 1000
for (const connection of pool) connection.close()

tookMs.sort((a, b) => a - b)
const quantile = (q) => tookMs[Math.floor((tookMs.length - 1) * q)]
const { user, system } = process.cpuUsage()
console.log(
  JSON.stringify({
    requests: tookMs.length,
    requestsPerS: tookMs.length / elapsedS,
    eventsPerS: events / elapsedS,
    accepted: events,
    refused,
    p50: quantile(0.5),
    p99: quantile(0.99),
    cpuShare: (user + system) / 1e6 / elapsedS,
  }),
)
