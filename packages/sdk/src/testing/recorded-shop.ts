import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Batch, batchSchema, eventSchema, type TouchlineEvent, unfoldEvent } from '@touchline/events'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { browserArgs, browserPath } from '../../../../test/support/browser.js'

/** The untouched package, to compare with. */
const webVitals = fileURLToPath(new URL('../../node_modules/web-vitals/dist', import.meta.url))
const deadlineMs = 15_000
const siteId = 'shop.test'

/** One request at the recorder. */
export interface Arrival {
  method: string
  path: string
  contentType: string | undefined
  /** Size of the body in bytes. */
  bytes: number
  batch?: Batch
  status: number
  atMs: number
}

type PartialEvent = Record<string, unknown>
type Answer = { status: number; headers?: Record<string, string> } | 'reset'

/** What the tests of one file drive: a shop on one origin, a recorder in the collector's place on another. */
export class RecordedShop {
  /** Every request at the recorder, in order. */
  arrivals: Arrival[] = []
  /** What was wrong with a batch or an event. Every test ends with none. */
  problems: string[] = []
  /** Body of a page, by path; the default is a heading and a paragraph. */
  pages: Record<string, (response: ServerResponse) => void> = {}
  answer: (batch: Batch, index: number) => Answer = () => ({ status: 202 })
  context!: BrowserContext
  page!: Page
  readonly siteId = siteId
  /** The endpoint's path is one of this test's own: what an earlier test sends late is not of this one. */
  private turn = 0
  private waiting = new Set<() => void>()

  constructor(
    readonly browser: Browser,
    private readonly files: string,
    private readonly servers: { shop: Server; recorder: Server },
  ) {
    servers.shop.on('request', (request, response) => void this.serve(request, response))
    servers.recorder.on('request', (request, response) => void this.record(request, response))
  }

  get origin() {
    return `http://127.0.0.1:${(this.servers.shop.address() as AddressInfo).port}`
  }
  /** Another host than the shop's, so that whatever needs a preflight would make one. */
  get endpoint() {
    return `http://localhost:${(this.servers.recorder.address() as AddressInfo).port}/turn-${this.turn}`
  }

  async reset() {
    this.turn++
    this.arrivals = []
    this.problems = []
    this.pages = {}
    this.answer = () => ({ status: 202 })
    this.context = await this.browser.newContext()
    this.page = await this.context.newPage()
    this.watch(this.page)
  }

  /** Errors and console output of a page count as problems. */
  watch(page: Page) {
    page.on('pageerror', (error) => this.problems.push(`uncaught: ${error.message}`))
    page.on('console', (message) => {
      // What the browser itself writes about a failed request is not ours.
      if (message.text().startsWith('Failed to load resource')) return
      if (!/net::ERR_|blocked by CORS/.test(message.text())) this.problems.push(`console: ${message.text()}`)
    })
  }

  /** A page with the script in its head. `attributes` are those of the tag; `false` leaves it out. */
  html({ attributes = {}, head = '', body = '<h1>Shoes</h1><p>All of them.</p>' }: PageParts = {}) {
    const all: PageParts['attributes'] = { 'data-site': siteId, 'data-endpoint': this.endpoint, ...attributes }
    const tag = Object.entries(all).flatMap(([name, value]) => (value === false ? [] : [`${name}="${value}"`]))
    return `<!doctype html><html><head><title>Shop</title><link rel="icon" href="data:,">${head}
      <script src="/touchline.js" ${tag.join(' ')}></script></head><body>${body}</body></html>`
  }

  /** Makes a path answer with a page of these parts. */
  put(path: string, parts: PageParts = {}, headers: Record<string, string> = {}) {
    this.pages[path] = (response) => {
      response.writeHead(200, { 'content-type': 'text/html', ...headers }).end(this.html(parts))
    }
  }

  private async serve(request: IncomingMessage, response: ServerResponse) {
    const { pathname } = new URL(request.url ?? '/', this.origin)
    const custom = this.pages[pathname]
    if (custom) return custom(response)
    if (/^\/(touchline(\.core)?|index|core|more|targets|stub|early|web-vitals\.iife)\.js$/.test(pathname)) {
      const folder = pathname.includes('web-vitals') ? webVitals : this.files
      const source = await readFile(join(folder, pathname))
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(source)
    } else if (pathname === '/elsewhere')
      response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Elsewhere</p>')
    else response.writeHead(200, { 'content-type': 'text/html' }).end(this.html())
  }

  private async record(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const prefix = `/turn-${this.turn}`
    if (!request.url?.startsWith(`${prefix}/`)) {
      response.writeHead(410).end()
      return
    }
    const arrival: Arrival = {
      method: request.method ?? '',
      path: request.url.slice(prefix.length),
      contentType: request.headers['content-type'],
      bytes: body.length,
      status: 204,
      atMs: Date.now(),
    }
    if (request.method === 'POST') arrival.batch = this.check(body.toString())
    const answer = arrival.batch ? this.answer(arrival.batch, this.batches.length) : { status: 204 }
    arrival.status = answer === 'reset' ? 0 : answer.status
    this.arrivals.push(arrival)
    if (answer === 'reset') request.socket.destroy()
    else {
      response.writeHead(answer.status, {
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'retry-after',
        ...('headers' in answer ? answer.headers : {}),
      })
      response.end()
    }
    for (const look of this.waiting) look()
  }

  private check(body: string): Batch | undefined {
    try {
      const batch = batchSchema.parse(JSON.parse(body))
      // As the collector reads them.
      const events = batch.events.map((event) => eventSchema.parse(unfoldEvent(event)))
      for (const { page } of events) if (page?.url) page.path ??= new URL(page.url).pathname
      return { ...batch, events }
    } catch (error) {
      this.problems.push(`invalid batch: ${error instanceof Error ? error.message : error}\n${body.slice(0, 500)}`)
      return undefined
    }
  }

  get batches() {
    return this.arrivals.flatMap(({ batch }) => batch ?? [])
  }

  /** Events that were answered with 2xx, each once, as the collector would keep them. */
  get events(): TouchlineEvent[] {
    const kept = new Map<string, TouchlineEvent>()
    for (const { batch, status } of this.arrivals)
      if (status >= 200 && status < 300) for (const event of batch?.events ?? []) kept.set(event.event_id, event)
    return [...kept.values()]
  }

  named(name: string) {
    return this.events.filter((event) => event.name === name)
  }

  /** Waits until something holds, looking again after each request. */
  async until(holds: () => boolean, what: string) {
    if (holds()) return
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => {
        this.waiting.delete(look)
        const names = this.arrivals.map(({ status, batch }) => `${status}:${batch?.events.map((e) => e.name)}`)
        reject(
          new Error(
            `Waited in vain for ${what}. Arrived: ${names.join(' | ')}. Problems: ${this.problems} ${JSON.stringify(this.events.slice(-3))}`,
          ),
        )
      }, deadlineMs)
      const look = () => {
        if (!holds()) return
        clearTimeout(late)
        this.waiting.delete(look)
        resolve()
      }
      this.waiting.add(look)
    })
  }

  /**
   * Runs an action, waits for the expected events, then leaves the page, which makes the SDK send whatever it has, and
   * checks that none of the refuted ones came.
   */
  async expectEvents({ action, expected = [], refuted = [] }: Expectation) {
    await action?.()
    for (const wanted of expected) await this.until(() => this.has(wanted), JSON.stringify(wanted))
    await this.leave()
    for (const unwanted of refuted) expect(this.events.filter((event) => matches(event, unwanted))).toEqual([])
  }

  has(wanted: PartialEvent) {
    return this.events.some((event) => matches(event, wanted))
  }

  /** Goes to a page without the SDK, whose own request arrives after everything that leaving has sent. */
  async leave(page = this.page) {
    await page.goto(`${this.origin}/elsewhere`)
    const fence = `/fence-${this.arrivals.length}`
    await page.evaluate((url) => fetch(url, { mode: 'no-cors' }).then(() => {}), this.endpoint + fence)
    await this.until(() => this.arrivals.some(({ path }) => path === fence), 'the fence')
  }

  /** Calls `touchline(…)` in the page. */
  call(...args: unknown[]) {
    return this.page.evaluate((call) => {
      ;(window as unknown as { touchline: (...call: unknown[]) => void }).touchline(...call)
    }, args)
  }

  /**
   * Opens a page in a browser that nothing is attached to, while `watch` runs. Driven browsers neither prerender nor
   * restore a page as a visitor's browser does; the pages have to drive themselves.
   */
  async visitUnattended(path: string, watch: () => Promise<void>) {
    const profile = await mkdtemp(join(tmpdir(), 'touchline-profile-'))
    const args = ['--headless=new', ...browserArgs, `--user-data-dir=${profile}`, this.origin + path]
    const browser = spawn(browserPath, args, { detached: true, stdio: 'ignore' })
    const gone = once(browser, 'exit')
    try {
      await watch()
    } finally {
      process.kill(-(browser.pid as number), 'SIGKILL')
      await gone
      await rm(profile, { recursive: true, maxRetries: 5 })
    }
  }

  /** Opens a page and waits until something is painted: who leaves before that is another kind of visitor. */
  async open(path = '/', page = this.page) {
    await page.goto(this.origin + path)
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length)
  }
}

export interface PageParts {
  attributes?: Record<string, string | false>
  head?: string
  body?: string
}
interface Expectation {
  action?: () => Promise<unknown>
  expected?: PartialEvent[]
  refuted?: PartialEvent[]
}

function matches(event: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return event === wanted
  if (typeof event !== 'object' || event === null) return false
  return Object.entries(wanted).every(([key, value]) => matches((event as Record<string, unknown>)[key], value))
}

declare global {
  interface Window {
    touchline: (...call: unknown[]) => void
  }
}
