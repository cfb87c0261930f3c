import { startDeclared } from './declared.js'
import { emit } from './emit.js'
import { guard, listen } from './guard.js'
import { release } from './outbox.js'
import { settings } from './settings.js'
import { readSignals } from './signals.js'
import type { GiveConsent, Identify, Init, Reset, Track } from './types.js'
import { startPages } from './views.js'
import { decide, forget, hasOptedOut, signIn } from './visitor.js'

export type * from './types.js'

/** False in the build with the core alone. */
declare const TOUCHLINE_EXTRAS: boolean

function choose(next?: 'granted' | 'denied'): void {
  decide(next)
  release()
}

/** Starts recording for a site. Only the first call counts. */
export const init: Init = guard((options) => {
  if (settings.site) return
  Object.assign(settings, options)
  decide()
  const start = () => {
    release()
    startPages()
  }
  let more: Promise<unknown> | undefined
  // Of all that is recorded by itself, only what needs the other file has one of these letters in its name.
  if (TOUCHLINE_EXTRAS && (settings.domains || '__tcfapi' in window || /[cfgo]/.test(settings.auto as string)))
    more = import('./more.js').then(({ startMore }) => startMore(settings, track, consent), Boolean)
  if (document.prerendering) listen(document, 'prerenderingchange', start)
  // The visitor comes from another domain of the shop: who it is must be known first.
  else if (more && location.search.includes('tl_id=')) more.then(start)
  else start()
  if (TOUCHLINE_EXTRAS) {
    startDeclared(track)
    readSignals(track, consent)
  }
})

/**
 * Records a touchpoint or a cart event; the name decides which. Fields that the event knows keep their place, every
 * other key becomes a custom property (flat, scalar).
 * @example track('add_to_cart', { cart_id: 'c1', currency: 'EUR', value: 49.9, items: [{ item_id: 'shoe-42' }] })
 */
export const track: Track = guard((name: string, fields = {}) => emit(name, fields, name === 'page_view'))

/** Says that this visitor is the shop's customer `userId`. Later events carry it. */
export const identify: Identify = guard((userId, traits = {}) => {
  if (!userId || hasOptedOut()) return
  signIn(`${userId}`)
  emit('identify', traits)
})

/** The visitor's choice. A refusal drops everything unsent and every id, and ends recording until consent is granted. */
export const consent: GiveConsent = guard(({ analytics }) => choose(analytics))

/** Forgets the user and the visitor, as on signing out. */
export const reset: Reset = guard(forget)
