/** Other trackers as a shop would bundle them, each started and with one event sent. Installed here alone, by npm. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const folder = fileURLToPath(new URL('sdk-peers/', import.meta.url))

const entries = {
  'web-vitals': `import { onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals'
    for (const observe of [onCLS, onFCP, onINP, onLCP, onTTFB]) observe(({ name, value }) => console.debug(name, value))`,
  '@plausible-analytics/tracker': `import { init, track } from '@plausible-analytics/tracker'
    init({ domain: 'shop.test', endpoint: COLLECTOR + '/api/event', captureOnLocalhost: true, logging: false })
    track('view_item', { props: { item: 'a' } })`,
  '@openpanel/web': `import { OpenPanel } from '@openpanel/web'
    const op = new OpenPanel({ clientId: 'shop', apiUrl: COLLECTOR, trackScreenViews: true })
    op.track('view_item', { item: 'a' })`,
  'posthog-js': `import posthog from 'posthog-js'
    posthog.init('phc_shop', { api_host: COLLECTOR })
    posthog.capture('view_item', { item: 'a' })`,
  '@snowplow/browser-tracker': `import { newTracker, trackPageView, trackStructEvent } from '@snowplow/browser-tracker'
    newTracker('sp', COLLECTOR, { appId: 'shop' })
    trackPageView()
    trackStructEvent({ category: 'shop', action: 'view_item' })`,
  '@vercel/analytics': `import { inject, track } from '@vercel/analytics'
    inject({ scriptSrc: COLLECTOR + '/none.js' })
    track('view_item', { item: 'a' })`,
  swetrix: `import { init, track, trackViews } from 'swetrix'
    init('shop', { apiURL: COLLECTOR, devMode: true })
    trackViews()
    track({ ev: 'view_item' })`,
}

/**
 * @param {string} collector where they send
 * @returns {Promise<{ name: string, version: string, source: string }[]>}
 */
export async function bundlePeers(collector) {
  if (!existsSync(`${folder}node_modules`))
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'], {
      cwd: folder,
      stdio: ['ignore', 2, 2],
    })
  const peers = []
  for (const [name, contents] of Object.entries(entries)) {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: folder },
      bundle: true,
      minify: true,
      format: 'iife',
      target: 'es2020',
      write: false,
      legalComments: 'none',
      platform: 'browser',
      define: { COLLECTOR: JSON.stringify(collector), 'process.env.NODE_ENV': '"production"' },
    })
    const { version } = JSON.parse(readFileSync(`${folder}node_modules/${name}/package.json`, 'utf8'))
    peers.push({ name, version, source: outputFiles[0].text })
  }
  return peers
}
