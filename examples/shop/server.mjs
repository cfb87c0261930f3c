import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { findPage, viewOf } from './server/find-page.mjs'
import { body, head, stubHash } from './server/layout.mjs'
import { publicFiles } from './server/public-files.mjs'
import { respond, respondSlowly } from './server/respond.mjs'

const modes = ['adaptive', 'cookieless', 'first_party']
const htmlType = 'text/html; charset=utf-8'
const maxSlowMs = 30_000

function securityHeaders(collectorOrigin) {
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${stubHash} ${collectorOrigin}`,
    `connect-src 'self' ${collectorOrigin}`,
    "style-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
  }
}

/** Milliseconds by which `?slow=` holds back the body. */
function slowMs(query) {
  const wanted = Number(query.get('slow'))
  return Number.isFinite(wanted) ? Math.min(Math.max(wanted, 0), maxSlowMs) : 0
}

/**
 * The shop as a request handler for node:http.
 * @param {import('./server.mjs').ShopOptions} options
 * @returns {import('node:http').RequestListener}
 * @throws TypeError when the collector's address or the mode is not valid
 */
export function createShop({ collectorUrl, siteId, mode = 'first_party', release }) {
  if (!modes.includes(mode)) throw new TypeError(`mode must be one of ${modes.join(', ')}, not ${mode}`)
  const collector = new URL(collectorUrl)
  const settings = { scriptUrl: `${collector.href.replace(/\/$/, '')}/touchline.js`, siteId, mode, release }
  const headers = Object.entries(securityHeaders(collector.origin))
  const files = publicFiles()

  async function answer(request, response) {
    for (const [name, value] of headers) response.setHeader(name, value)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return response.writeHead(405, { Allow: 'GET, HEAD' }).end()
    }
    const [, path, search] = /^([^?#]*)(?:\?([^#]*))?/.exec(request.url)
    const file = files.get(path)
    if (file) return respond(request, response, { type: file.type, body: await readFile(file.file) })

    const query = new URLSearchParams(search)
    const view = viewOf(path, query)
    if (path === '/track' && query.has('order')) {
      const order = encodeURIComponent(query.get('order').trim())
      return response.writeHead(303, { Location: view.href(`/track/${order}`) }).end()
    }
    const page = findPage(view)
    const parts = { status: page.status, type: htmlType, head: head(page, view, settings) }
    const rest = body(page, view, settings)
    const delayMs = slowMs(query)
    if (delayMs > 0 && request.method === 'GET') respondSlowly(response, { ...parts, rest, delayMs })
    else respond(request, response, { ...parts, body: parts.head + rest })
  }

  return (request, response) => {
    answer(request, response).catch((error) => {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' })
      response.end('The shop has a problem.\n')
    })
  }
}

const usage = `Usage: node examples/shop/server.mjs --collector URL --site ID [--port 8083] [--host 127.0.0.1] [--mode ${modes.join('|')}]
`

function main() {
  const { values } = parseArgs({
    options: {
      collector: { type: 'string' },
      site: { type: 'string' },
      port: { type: 'string', default: '8083' },
      host: { type: 'string', default: '127.0.0.1' },
      mode: { type: 'string' },
      release: { type: 'string' },
    },
  })
  if (!values.collector || !values.site) throw new TypeError('--collector and --site are needed')
  const { collector: collectorUrl, site: siteId, mode, release, host } = values
  const server = createServer(createShop({ collectorUrl, siteId, mode, release }))
  server.on('error', (error) => {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  })
  server.listen(Number(values.port), host, () => {
    process.stdout.write(`Nhà Nordic: http://${host}:${server.address().port}\n`)
  })
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    main()
  } catch (error) {
    process.stderr.write(`${error.message}\n${usage}`)
    process.exitCode = 2
  }
}
