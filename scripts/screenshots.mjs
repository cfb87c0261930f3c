/** Takes the pictures in docs/screenshots from a fresh demo. Usage: node scripts/screenshots.mjs [directory] */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { findBrowser } from './find-browser.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = resolve(process.argv[2] ?? join(root, 'docs/screenshots'))
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]

const dataDir = mkdtempSync(join(tmpdir(), 'touchline-screenshots-'))
const ports = { TOUCHLINE_PORT: '0', TOUCHLINE_REPORTS_PORT: '0', TOUCHLINE_METRICS_PORT: '0' }
const demo = spawn(process.execPath, [join(root, 'packages/cli/dist/main.js'), 'demo'], {
  env: { ...process.env, ...ports, TOUCHLINE_DATA_DIR: dataDir },
  stdio: ['ignore', 'pipe', 'inherit'],
})
let printed = ''
for await (const text of demo.stdout.setEncoding('utf8')) {
  printed += text
  if (printed.includes('Ctrl-C')) break
}
const [signIn] = /http:\S+\/sign-in\S+/.exec(printed) ?? []

const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox', '--disable-gpu'] })
mkdirSync(target, { recursive: true })
for (const viewport of sizes) {
  const page = await browser.newPage({ viewport, locale: 'en-GB', colorScheme: 'light', reducedMotion: 'reduce' })
  await page.goto(signIn)
  const links = await page.locator('nav.pages a').evaluateAll((all) => all.map((link) => link.getAttribute('href')))
  for (const path of links) {
    const name = path.split('/').at(-1)
    await page.goto(new URL(path, signIn).href)
    await page.waitForFunction(() =>
      [...document.querySelectorAll('[data-chart]')].every(
        (chart) => chart.dataset.drawn || chart.getBoundingClientRect().top > window.innerHeight,
      ),
    )
    await page.screenshot({ path: join(target, `${name}-${viewport.width}.png`) })
  }
  await page.close()
}
await browser.close()
demo.kill('SIGTERM')
await once(demo, 'exit')
rmSync(dataDir, { recursive: true, force: true })
