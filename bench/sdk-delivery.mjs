import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { enginePasswords, findRunning } from '@touchline/storage'
import { chromium } from 'playwright-core'
import { findBrowser } from '../scripts/find-browser.mjs'
import { startServer } from './server-process.mjs'

const main = fileURLToPath(new URL('../packages/cli/dist/main.js', import.meta.url))
const closings = Number(process.env.BENCH_CLOSINGS ?? 200)
const trials = Number(process.env.BENCH_TRIALS ?? 15)
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** A door to the collector that can be shut: connections are cut and refused, as in an outage. */
async function openDoor(port) {
  const sockets = new Set()
  let isShut = false
  const server = createTcpServer((socket) => {
    if (isShut) return socket.destroy()
    const there = connect(port, '127.0.0.1')
    for (const [one, other] of [
      [socket, there],
      [there, socket],
    ]) {
      sockets.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: server.address().port,
    shut(shut) {
      isShut = shut
      if (shut) for (const socket of sockets) socket.destroy()
    },
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

/** What arrives in ClickHouse when visitors leave, the network fails or the page dies; the real collector, one browser. */
export async function measureDelivery() {
  const dataDir = mkdtempSync(join(tmpdir(), 'touchline-delivery-'))
  const env = {
    ...process.env,
    TOUCHLINE_DATA_DIR: dataDir,
    TOUCHLINE_PORT: '0',
    TOUCHLINE_REPORTS_PORT: '0',
    TOUCHLINE_METRICS_PORT: '0',
    TOUCHLINE_LOG_LEVEL: 'warn',
  }
  const server = await startServer([main, 'serve'], env)
  execFileSync(process.execPath, [main, 'site', 'add', 'shop'], { env, stdio: 'ignore' })
  const door = await openDoor(Number(new URL(server.collector).port))
  const pages = createServer((request, response) => {
    const { searchParams, pathname } = new URL(request.url, 'http://shop')
    const tag = `<script src="http://localhost:${door.port}/touchline.js" data-site="shop" data-mode="${searchParams.get('mode')}"></script>`
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(
        `<!doctype html><link rel="icon" href="data:,"><title>Shop</title>${pathname === '/else' ? '' : tag}<h1>Shoes</h1>`,
      )
  })
  await new Promise((resolve) => pages.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${pages.address().port}`

  const { engine } = await findRunning(dataDir)
  const { ownerPassword } = enginePasswords(join(dataDir, 'engine'))
  const ask = async (query) => {
    const answer = await fetch(`${engine}/?database=touchline&default_format=JSONEachRow`, {
      method: 'POST',
      body: query,
      headers: { 'X-ClickHouse-User': 'touchline', 'X-ClickHouse-Key': ownerPassword },
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(text)
    return text.split('\n').filter(Boolean).map(JSON.parse)
  }
  /** Trials of a scenario of which every event is stored, and rows that are stored twice. */
  const outcome = async (scenario, events) => {
    for (let before = -1; ; ) {
      const [{ rows }] = await ask(`SELECT toUInt32(count()) AS rows FROM events WHERE site_id = 'shop'`)
      if (Number(rows) === before) break
      before = Number(rows)
      await wait(1500)
    }
    const found =
      await ask(`SELECT properties['trial'] AS trial, toUInt32(uniqExact(event_id)) AS ids, toUInt32(count()) AS rows
      FROM events WHERE site_id = 'shop' AND name = 'delivered' AND properties['scenario'] = '${scenario}' GROUP BY trial`)
    const whole = found.filter(({ ids }) => Number(ids) === events).length
    const arrived = found.reduce((sum, { ids }) => sum + Number(ids), 0)
    return { whole, arrived, twice: found.reduce((sum, { ids, rows }) => sum + Number(rows) - Number(ids), 0) }
  }

  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
  })
  const open = async (context, mode) => {
    const page = await context.newPage()
    await page.goto(`${origin}/?mode=${mode}`)
    return page
  }
  const track = (page, scenario, trial, { events = 5, bytes = 0, after = '' } = {}) =>
    page.evaluate(`for (let n = 0; n < ${events}; n++) touchline('track', 'delivered', { scenario: '${scenario}', trial: '${trial}', n,
      ...Object.fromEntries(Array.from({ length: ${Math.ceil(bytes / 1000)} }, (_, i) => ['text_' + i, 'x'.repeat(${Math.min(bytes, 1000)})])) }); ${after}`)

  const scenarios = {
    'tab closed at once': {
      trials: closings,
      async run(context, mode, name, trial) {
        const page = await open(context, mode)
        await track(page, name, trial)
        await page.close({ runBeforeUnload: true })
      },
    },
    'navigated away in the same task': {
      trials: closings,
      async run(context, mode, name, trial) {
        const page = await open(context, mode)
        await track(page, name, trial, { after: `location.href = '/else'` })
        await page.waitForURL('**/else')
        await page.close()
      },
    },
    'collector down, tab closed': {
      async run(context, mode, name, trial) {
        const page = await open(context, mode)
        door.shut(true)
        await track(page, name, trial)
        await page.close({ runBeforeUnload: true })
        await wait(200)
        door.shut(false)
      },
    },
    'renderer crashed 30 ms after': {
      async run(context, mode, name, trial) {
        const page = await open(context, mode)
        await track(page, name, trial)
        await wait(30)
        page.goto('chrome://crash').catch(() => {})
        await new Promise((resolve) => page.once('crash', resolve))
        await page.close()
      },
    },
    '40 events of 3 KB, tab closed': {
      events: 40,
      async run(context, mode, name, trial) {
        const page = await open(context, mode)
        await track(page, name, trial, { events: 40, bytes: 3000 })
        await page.close({ runBeforeUnload: true })
      },
    },
    'offline, tab closed': {
      async run(context, mode, name, trial) {
        const page = await open(context, mode)
        await context.setOffline(true)
        await track(page, name, trial)
        const closed = page.waitForEvent('close')
        await page.close({ runBeforeUnload: true })
        await closed
        await context.setOffline(false)
      },
    },
  }
  const rows = []
  for (const mode of ['first_party', 'cookieless'])
    for (const [title, { run, events = 5, trials: count = trials }] of Object.entries(scenarios)) {
      const name = `${mode} ${title}`
      const isShort = count === closings
      const contexts = isShort ? [await browser.newContext()] : []
      for (let trial = 0; trial < count; trial++) {
        if (!isShort) contexts.push(await browser.newContext())
        await run(contexts.at(-1), mode, name, trial)
      }
      const atOnce = await outcome(name, events)
      for (const context of contexts) {
        const page = await open(context, mode)
        await page.waitForTimeout(1000)
        await page.close({ runBeforeUnload: true })
      }
      const later = await outcome(name, events)
      for (const context of contexts) await context.close()
      rows.push(
        `| ${mode} | ${title} | ${count} | ${events} | ${atOnce.whole} (${atOnce.arrived} events) | ${later.whole} (${later.arrived}) | ${later.twice} |`,
      )
      console.error(rows.at(-1))
    }
  await browser.close()
  pages.closeAllConnections()
  pages.close()
  door.close()
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
  return [
    '| mode | what happened | trials | events each | all stored at once | after the next visit | stored twice |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}
