import type { ImportLineInput } from '@touchline/events'
import { type Arrival, campaignQuery } from './channels.js'
import { drawPatienceSeconds } from './navigation-model.js'
import { drawPageLoad, drawTtfbMs } from './page-load.js'
import type { Person, PersonalDevice } from './person.js'
import { planted } from './planted.js'
import type { Random } from './random.js'
import { addressOf, type ShopPage } from './shop-pages.js'
import type { ShopWorld } from './shop-world.js'

type Fields = Omit<ImportLineInput, 'name' | 'event_id' | 'occurred_at'>

interface OpenPage {
  startMs: number
  loadSeconds: number
}

/** A later page of a visit loads faster than a landing page: connection and cache are warm. */
const warmFactor = 0.6

/** When a visitor who left while loading tries again: never within the same visit. */
export function retryAfterMs(random: Random): number {
  return 45 * 60_000 + random.exponential(2 * 3_600_000)
}

/** Writes one visit's events, moving its clock forward. */
export class VisitLog {
  readonly world: ShopWorld
  readonly person: Person
  readonly device: PersonalDevice
  /** The visit's clock, ms since the epoch. */
  at: number
  #signedIn: boolean
  #address: ReturnType<typeof addressOf> | undefined
  #open: OpenPage | undefined
  readonly #sessionId: string

  constructor(world: ShopWorld, person: Person, device: PersonalDevice, at: number) {
    this.world = world
    this.person = person
    this.device = device
    this.at = Math.round(at)
    // A device that was signed in on once stays so.
    this.#signedIn = device.known
    this.#sessionId = world.random.hex(16)
  }

  /**
   * Lands on a page, unless the visitor's patience ends before it is ready: then the visit is over.
   * @returns seconds until the page was ready, or undefined when the visitor left
   */
  land(page: ShopPage, arrival: Arrival): number | undefined {
    return this.#load(page, campaignQuery(arrival), arrival.referrer, this.#drawLoadSeconds(page, 1), arrival)
  }

  /** Opens a later page of the visit and waits for it. */
  open(page: ShopPage, query = ''): void {
    const referrer = this.#address?.url
    this.close()
    this.#ready(this.#addressOf(page, query, referrer), this.#drawLoadSeconds(page, warmFactor))
  }

  /**
   * Opens a later page that the visitor does not depend on, and may leave while it loads.
   * @returns true when it became ready
   */
  tryOpen(page: ShopPage): boolean {
    const referrer = this.#address?.url
    this.close()
    return this.#load(page, '', referrer, this.#drawLoadSeconds(page, warmFactor)) !== undefined
  }

  emit(name: string, fields: Fields = {}): void {
    this.at += 1
    this.#write(name, this.at, fields)
  }

  /** The visitor reads, looks or types; a lognormal time around `medianSeconds`. */
  pause(medianSeconds: number): void {
    this.at += Math.round(1000 * Math.min(this.world.random.logNormal(medianSeconds, 0.7), 1200))
  }

  /** Signs the person in to the account they have, if any; from here on events carry its id. */
  signIn(): void {
    if (this.person.userId && !this.#signedIn) this.#enter('login')
  }

  /** Signs the person in, to a new account if they have none. */
  signUp(): void {
    if (this.person.userId) {
      this.signIn()
      return
    }
    this.person.userId = `c-${this.world.random.hex(10)}`
    this.#enter('sign_up')
  }

  #enter(name: 'login' | 'sign_up'): void {
    this.#signedIn = true
    this.device.known = true
    this.pause(8)
    this.emit(name, { properties: { method: this.world.random.pick(['email', 'email', 'google', 'apple']) } })
    this.emit('identify')
  }

  /** Leaves the page that is open: only now are its last measurements known, and only now are they sent. */
  close(): void {
    if (!this.#open) return
    const { startMs, loadSeconds } = this.#open
    this.at += 1
    this.#write('page_load', this.at, {
      ...this.#navigation(startMs),
      ...drawPageLoad(this.world.random, this.device, loadSeconds, this.at - startMs),
    })
    this.#open = undefined
  }

  #load(page: ShopPage, query: string, referrer: string | undefined, loadSeconds: number, arrival?: Arrival) {
    const patience = drawPatienceSeconds(this.world.random, this.device.device)
    const address = this.#addressOf(page, query, referrer)
    if (patience < loadSeconds) this.#giveUp(address, loadSeconds, patience, arrival)
    else this.#ready(address, loadSeconds, arrival)
    return patience < loadSeconds ? undefined : loadSeconds
  }

  #ready(address: ReturnType<typeof addressOf>, loadSeconds: number, arrival?: Arrival): void {
    const startMs = this.at + 1
    this.at = startMs + Math.round(loadSeconds * 1000)
    this.#address = address
    this.#write('page_view', startMs, arrival && { channel: arrival.channel })
    this.#open = { startMs, loadSeconds }
  }

  #giveUp(address: ReturnType<typeof addressOf>, loadSeconds: number, patience: number, arrival?: Arrival): void {
    const startMs = this.at + 1
    const hiddenMs = Math.round(patience * 1000)
    const ttfbMs = drawTtfbMs(this.world.random, loadSeconds)
    this.#address = address
    this.#write('page_view', startMs, arrival && { channel: arrival.channel })
    this.at = startMs + hiddenMs
    this.#write('page_leave', this.at, {
      ...this.#navigation(startMs),
      ...(ttfbMs < hiddenMs && { ttfb_ms: ttfbMs }),
    })
  }

  /** What is known of every page that is left now, whether it was ready or not. */
  #navigation(startMs: number): Fields {
    const hiddenMs = this.at - startMs
    return {
      navigation_id: this.world.random.hex(16),
      revision: 0,
      navigation_type: 'navigate',
      hidden_at_ms: hiddenMs,
      // Nobody hides a page here and comes back to it, so it was visible until it was left.
      visible_ms: hiddenMs,
      initially_hidden: false,
      effective_type: this.device.connection === 'slow' ? '3g' : '4g',
      device_memory: this.device.memory,
      release: this.world.releaseAt(startMs).release,
    }
  }

  #addressOf(page: ShopPage, query: string, referrer?: string) {
    return addressOf(page, this.person.shopLanguage, this.world.origin, query, referrer)
  }

  #drawLoadSeconds(page: ShopPage, factor: number): number {
    const { device, connection } = this.device
    const { medianSeconds, pageFactor, sigma } = planted.load
    const onPage = (pageFactor as Readonly<Record<string, number | undefined>>)[page.page_type] ?? 1
    const { loadFactor } = this.world.releaseAt(this.at)
    return this.world.random.logNormal(
      medianSeconds[device][connection] * onPage * (loadFactor[page.page_type] ?? 1) * factor,
      sigma,
    )
  }

  #write(name: string, at: number, fields: Fields = {}): void {
    const { person, device } = this
    this.world.emit({
      name,
      occurred_at: at,
      visitor_id: device.visitorId,
      session_id: this.#sessionId,
      ...(this.#signedIn && { user_id: person.userId }),
      ...(this.#address && { page: this.#address }),
      country: person.country,
      device: device.device,
      browser: device.browser,
      os: device.os,
      language: person.language,
      ...fields,
    })
  }
}
