import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { findBrowser } from '../scripts/find-browser.mjs'
import { bundlePeers } from './sdk-peers.mjs'

const dist = fileURLToPath(new URL('../packages/sdk/dist/', import.meta.url))
const rounds = Number(process.env.BENCH_ROUNDS ?? 15)
const slowdown = 4

const listen = (handler) =>
  new Promise((resolve) => {
    const server = createServer(handler).listen(0, '127.0.0.1', () => resolve(server))
  })

/** Milliseconds of script and compile of one load with one script, and the longest task, at a quarter of the speed. */
export async function measureScriptTime() {
  const collector = await listen((request, response) => {
    request
      .resume()
      .on('end', () =>
        response.writeHead(202, { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }).end('{}'),
      )
  })
  const at = `http://localhost:${collector.address().port}`
  const peers = await bundlePeers(at)
  const own = (name) => readFileSync(dist + name, 'utf8')
  const track = `touchline('track', 'view_item', { items: [{ item_id: 'a' }] })`
  const scripts = {
    'no script': '',
    'touchline.js': own('touchline.js'),
    'touchline.core.js': own('touchline.core.js'),
    ...Object.fromEntries(peers.map(({ name, source }) => [name, source])),
  }
  const shop = await listen((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://shop')
    const name = searchParams.get('name') ?? 'no script'
    if (pathname === '/s.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(scripts[name])
      return
    }
    const isOwn = name.startsWith('touchline')
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<!doctype html><link rel="icon" href="data:,"><title>Shop</title><h1>Shoes</h1>
      <p>All of them.</p>
      <script>window.long = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) long = Math.max(long, entry.duration) }).observe({ type: 'longtask', buffered: true })</script>
      <script src="/s.js?name=${encodeURIComponent(name)}" data-site="shop" data-endpoint="${at}"></script>
      ${isOwn ? `<script>${track}</script>` : ''}`)
  })
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox', '--disable-gpu'] })
  const seen = Object.fromEntries(Object.keys(scripts).map((name) => [name, { ms: [], long: 0 }]))
  for (let round = 0; round <= rounds; round++) {
    for (const name of Object.keys(scripts)) {
      const context = await browser.newContext()
      const page = await context.newPage()
      const cdp = await context.newCDPSession(page)
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
      await cdp.send('Performance.enable')
      await page.goto(`http://127.0.0.1:${shop.address().port}/?name=${encodeURIComponent(name)}`, {
        waitUntil: 'load',
      })
      await new Promise((resolve) => setTimeout(resolve, 700))
      const { metrics } = await cdp.send('Performance.getMetrics')
      const of = (key) => metrics.find((metric) => metric.name === key)?.value ?? 0
      const long = await page.evaluate('long')
      // The first round warms the browser up.
      if (round > 0) {
        seen[name].ms.push((of('ScriptDuration') + of('V8CompileDuration')) * 1000)
        seen[name].long = Math.max(seen[name].long, long)
      }
      await context.close()
    }
  }
  await browser.close()
  for (const server of [shop, collector]) {
    server.closeAllConnections()
    server.close()
  }
  const at50 = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
  const base = at50(seen['no script'].ms)
  const rows = Object.entries(seen).map(([name, { ms, long }]) => {
    const sorted = ms.toSorted((a, b) => a - b)
    const range = `${sorted[0].toFixed(1)} to ${sorted.at(-1).toFixed(1)}`
    return `| ${name} | ${at50(ms).toFixed(1)} | ${(at50(ms) - base).toFixed(1)} | ${range} | ${long ? long.toFixed(0) : 'none'} |`
  })
  const head = `| ${slowdown}x slower, ${rounds} loads each | script and compile ms, median | more than without | range | longest task over 50 ms |`
  return [head, '| --- | --- | --- | --- | --- |', ...rows].join('\n')
}
