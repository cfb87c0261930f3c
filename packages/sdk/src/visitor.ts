import { attempt } from './guard.js'
import { newId } from './new-id.js'
import { settings } from './settings.js'
import type { Consent } from './types.js'

const idleMs = 30 * 60_000

/** As they are sent. */
export interface Ids {
  visitor_id?: string
  session_id?: string
  user_id?: string
}

/** What one site keeps on the device, in one key. */
interface Remembered extends Ids {
  /** Last activity, milliseconds since the epoch. */
  at?: number
  consent?: Consent['analytics']
}

export let choice: Consent['analytics'] | undefined
/** The user of this page when nothing may be kept. */
let user: string | undefined

export const hasOptedOut = (): boolean =>
  !!(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl || navigator.doNotTrack === '1'

/** The key of what the site keeps, and the beginning of the keys of its waiting events. */
export const storageKey = (): string => `touchline.${settings.site}`
const mayRemember = () => settings.mode !== 'cookieless' && !hasOptedOut()

/** Any access to the storage may throw, where the visitor has denied it or it is full. */
const recall = (): Remembered => (mayRemember() && attempt(() => JSON.parse(localStorage[storageKey()]))) || {}
/** True when it worked. */
const remember = (facts: Remembered) =>
  mayRemember() &&
  attempt(() => {
    localStorage[storageKey()] = JSON.stringify(facts)
    return true
  })

/** False before `init`, before the consent that is required, after a refusal, and while prerendering. */
export const mayLeave = () =>
  settings.site && !document.prerendering && (settings.consent ? choice === 'granted' : choice !== 'denied')

/** True when ids may be made and kept. */
const isKnown = () => mayLeave() && mayRemember() && (choice || settings.mode === 'first_party')

/** True when unsent events may wait on the device. */
export const mayKeepEvents = () => mayLeave() && !hasOptedOut() && (settings.retry || isKnown())

/**
 * Takes a choice, keeps it where that is allowed, and with a refusal drops every id. Without one, the choice of an
 * earlier visit holds.
 */
export function decide(next?: Consent['analytics']): void {
  const facts = recall()
  choice = next ?? choice ?? facts.consent
  if (choice === 'denied') forget()
  else if (choice) remember({ ...facts, consent: choice })
}

/**
 * The ids for an event made now. Activity keeps the session going, or opens a new one after 30 idle minutes; closing a
 * tab is none. Where the device keeps nothing there are no ids: one per page would count every page as a visitor.
 */
export function ids(isActivity?: boolean): Ids {
  if (isKnown()) {
    const now = Date.now()
    const { consent, at = 0, visitor_id = newId(), session_id, user_id } = recall()
    const isIdle = isActivity && now - at > idleMs
    const known = {
      visitor_id,
      session_id: isIdle || !session_id ? newId() : session_id,
      user_id: user ?? user_id,
    }
    if (remember({ ...known, consent, at: isActivity ? now : at })) return known
  }
  return { user_id: user }
}

export function signIn(userId: string): void {
  user = userId
}

/** Forgets user, visitor and session; the next event starts a fresh visitor. */
export function forget(): void {
  user = undefined
  if (choice || isKnown()) remember({ consent: choice })
}
