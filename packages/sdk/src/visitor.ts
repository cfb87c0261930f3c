import { read, remove, write } from './device-storage.js'
import { attempt } from './guard.js'
import { newId } from './new-id.js'
import { settings } from './settings.js'
import type { Consent } from './types.js'

const idleMs = 30 * 60_000

/** What one site keeps on the device, in one key; names are short because they are stored, not sent. */
interface Remembered {
  /** Visitor. */
  v?: string
  /** Session. */
  s?: string
  /** Last activity, milliseconds since the epoch. */
  t?: number
  /** User. */
  u?: string
  /** Consent. */
  c?: Consent['analytics']
}

let choice: Consent['analytics'] | undefined
/** The user of this page when nothing may be kept. */
let user: string | undefined

export const hasOptedOut = (): boolean =>
  !!(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl || navigator.doNotTrack === '1'

const storageKey = () => `touchline.${settings.site}`
const mayRemember = () => settings.mode !== 'cookieless' && !hasOptedOut()

const recall = (): Remembered => attempt(() => JSON.parse(read(storageKey()) as string)) ?? {}
const remember = (facts: Remembered) => write(storageKey(), JSON.stringify(facts))

/** True when ids may be made and kept. */
const isKnown = () => mayRemember() && (choice === 'granted' || settings.mode === 'first_party')

/** True when unsent events may wait on the device. */
export const mayKeepEvents = (): boolean => isKnown() || (settings.retry === 'storage' && !hasOptedOut())

export const consentState = (): 'granted' | 'denied' | 'unknown' => choice ?? 'unknown'

/** The choice of an earlier visit holds until the page says otherwise. */
export function recallConsent(): void {
  if (mayRemember()) choice ??= recall().c
}

export function decide(next: Consent['analytics']): void {
  choice = next
}

/** Keeps the choice; a refusal takes everything else with it. */
export function keepChoice(): void {
  if (choice && mayRemember()) remember({ ...(choice === 'granted' && recall()), c: choice })
  if (choice === 'denied') user = undefined
}

/**
 * The ids for an event made now. Activity keeps the session going, or opens a new one after 30 idle minutes; closing a
 * tab is none. Where the device keeps nothing there are no ids: one per page would count every page as a visitor.
 */
export function ids(isActivity: boolean): { visitor_id?: string; session_id?: string; user_id?: string } {
  if (hasOptedOut()) return {}
  if (!isKnown()) return { user_id: user }
  const now = Date.now()
  const facts = recall()
  facts.v ??= newId()
  facts.u = user ?? facts.u
  if (!facts.s || (isActivity && now - (facts.t ?? 0) > idleMs)) facts.s = newId()
  if (isActivity) facts.t = now
  return remember(facts) ? { visitor_id: facts.v, session_id: facts.s, user_id: facts.u } : { user_id: user }
}

export function signIn(userId: string): void {
  user = userId
}

/** Forgets user, visitor and session; the next event starts a fresh visitor. */
export function forget(): void {
  user = undefined
  if (mayRemember()) choice ? remember({ c: choice }) : remove(storageKey())
}
