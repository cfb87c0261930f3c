/**
 * How fast the dashboard is, measured by our own SDK and read from our own web-vitals report: every page of a fresh demo in
 * headless Chromium with its processor slowed down four times. Usage: node bench/dashboard.mjs (BENCH_LOADS=5 loads a page).
 */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'
import { findBrowser } from '../scripts/find-browser.mjs'

const run = promisify(execFile)
const loads = Number(process.env.BENCH_LOADS ?? 5)
const slowdown = 4
const measured = 'dashboard'
const main = fileURLToPath(new URL('../packages/cli/dist/main.js', import.meta.url))

const dataDir = mkdtempSync(join(tmpdir(), 'touchline-bench-dashboard-'))
const ports = { TOUCHLINE_PORT: '0', TOUCHLINE_REPORTS_PORT: '0', TOUCHLINE_METRICS_PORT: '0' }
const demo = spawn(process.execPath, [main, 'demo'], {
  env: { ...process.env, ...ports, TOUCHLINE_DATA_DIR: dataDir },
  stdio: ['ignore', 'pipe', 'inherit'],
})
try {
  await bench()
} finally {
  demo.kill('SIGTERM')
  if (demo.exitCode === null) await once(demo, 'exit')
  rmSync(dataDir, { recursive: true, force: true })
}

async function bench() {
  let printed = ''
  for await (const text of demo.stdout.setEncoding('utf8')) {
    printed += text
    if (printed.includes('Ctrl-C')) break
  }
  const signIn = /http:\S+\/sign-in\S+/.exec(printed)[0]
  const script = /http:\S+\/touchline\.js/.exec(printed)[0]
  const { origin } = new URL(signIn)
  // The demo keeps its data in a directory of its own.
  const env = { ...process.env, TOUCHLINE_DATA_DIR: join(dataDir, 'demo') }
  const added = await run(process.execPath, [main, 'site', 'add', measured, '--origin', origin, '--json'], { env })
  const { read: readKey } = keysOf(added.stdout)

  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox', '--disable-gpu'] })
  const signedIn = await browser.newContext()
  await (await signedIn.newPage()).goto(signIn)
  const state = await signedIn.storageState()
  const paths = await signedIn
    .pages()[0]
    .locator('nav.pages a')
    .evaluateAll((links) => links.map((link) => new URL(link.href).pathname))
  await signedIn.close()

  const weights = new Map()
  for (let load = 0; load < loads; load++)
    for (const path of paths) {
      const weight = await visit(browser, state, `${origin}${path}`, script)
      weights.set(path, Math.max(weight, weights.get(path) ?? 0))
    }
  await browser.close()

  const rows = []
  for (const path of paths) {
    const vitals = await vitalsOf(origin, readKey, path)
    const of = (metric) => vitals.find((row) => row.metric === metric) ?? {}
    rows.push({
      path: path.split('/').at(-1),
      kb: weights.get(path) / 1024,
      n: of('LCP').n ?? 0,
      fcp: of('FCP').p75,
      lcp50: of('LCP').p50,
      lcp: of('LCP').p75,
      cls: of('CLS').p75,
    })
  }
  print(rows)
}

function keysOf(text) {
  const keys = JSON.parse(text)
  return { read: keys.read_key ?? keys.read ?? keys.keys?.read }
}

/** One first load, with an empty cache; answers how many bytes came over the wire. */
async function visit(browser, storageState, url, script) {
  const context = await browser.newContext({
    storageState,
    viewport: { width: 1440, height: 900 },
    // The dashboard's policy allows no script of another origin; the measurement is not part of the dashboard.
    bypassCSP: true,
  })
  const page = await context.newPage()
  await page.addInitScript(
    ({ src, site }) => {
      document.addEventListener('DOMContentLoaded', () => {
        const tag = document.createElement('script')
        tag.src = src
        tag.dataset.site = site
        document.head.append(tag)
      })
    },
    { src: script, site: measured },
  )
  const protocol = await context.newCDPSession(page)
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  await protocol.send('Network.enable')
  const foreign = new Set()
  let bytes = 0
  protocol.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (new URL(request.url).origin !== new URL(url).origin) foreign.add(requestId)
  })
  protocol.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!foreign.has(requestId)) bytes += encodedDataLength
  })
  await page.goto(url)
  // What is in view on a first load, drawn.
  await page.waitForFunction(
    () =>
      window.touchline &&
      [...document.querySelectorAll('[data-chart]')].every(
        (chart) => chart.dataset.drawn || chart.getBoundingClientRect().top > window.innerHeight + 300,
      ),
  )
  // Leaving the page is what makes the SDK report it.
  const sent = page.waitForResponse((response) => response.url().includes('/v1/'), { timeout: 5000 }).catch(() => {})
  await page.goto('about:blank')
  await sent
  await context.close()
  return bytes
}

/** Our own report about one page, once it has all loads or a minute has passed. */
async function vitalsOf(origin, key, path) {
  const query = { filters: [{ dimension: 'path', operator: 'is', values: [path] }] }
  const until = Date.now() + 60_000
  for (;;) {
    const response = await fetch(`${origin}/v1/reports/web-vitals`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ site_id: measured, ...query }),
    })
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    const { rows } = await response.json()
    if ((rows.find(({ metric }) => metric === 'LCP')?.n ?? 0) >= loads || Date.now() > until) return rows
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

function print(rows) {
  const [processor] = cpus()
  console.log(
    `${cpus().length} x ${processor.model.trim()}, node ${process.version}, load ${loadavg()[0].toFixed(1)} at the end`,
  )
  console.log(`processor of the browser slowed down ${slowdown} times, ${loads} first loads a page, empty cache\n`)
  console.log('| page | KB over the wire | loads | FCP p75 ms | LCP p50 ms | LCP p75 ms | CLS p75 |')
  console.log('| --- | --- | --- | --- | --- | --- | --- |')
  const cell = (value, digits = 0) => (typeof value === 'number' ? value.toFixed(digits) : 'none')
  for (const { path, kb, n, fcp, lcp50, lcp, cls } of rows)
    console.log(`| ${path} | ${cell(kb)} | ${n} | ${cell(fcp)} | ${cell(lcp50)} | ${cell(lcp)} | ${cell(cls, 3)} |`)
}
