import { cartNames } from '@touchline/events/names'
import { discardHeld, emit, release } from './emit.js'
import { type Fields, scalars, sortFields } from './fields.js'
import { guard, listen } from './guard.js'
import { discard, restore } from './outbox.js'
import { currentPage } from './page.js'
import { settings } from './settings.js'
import type { GiveConsent, Identify, Init, Reset, Track } from './types.js'
import { startPages } from './views.js'
import { consentState, decide, forget, hasOptedOut, keepChoice, recallConsent, signIn } from './visitor.js'

export type * from './types.js'

function applyChoice(): void {
  keepChoice()
  if (consentState() === 'denied') {
    discardHeld()
    discard()
  } else restore()
  release()
}

/** Starts recording for a site. Only the first call counts. */
export const init: Init = guard((options) => {
  if (settings.site) return
  Object.assign(settings, options)
  recallConsent()
  applyChoice()
  if (document.prerendering) listen(document, 'prerenderingchange', startPages)
  else startPages()
})

/**
 * Records a touchpoint or a cart event; the name decides which. Fields that the event knows keep their place, every
 * other key becomes a custom property (flat, scalar).
 * @example track('add_to_cart', { cart_id: 'c1', currency: 'EUR', value: 49.9, items: [{ item_id: 'shoe-42' }] })
 */
export const track: Track = guard((name: string, fields: Fields = {}) => {
  const kind = (cartNames as readonly string[]).includes(name) ? 'cart' : 'touchpoint'
  const { page_type, ...own } = fields
  const page = currentPage()
  if (page_type) page.page_type = String(page_type)
  emit(kind, name, sortFields(kind, own), name === 'page_view', page)
})

/** Says that this visitor is the shop's customer `userId`. Later events carry it. */
export const identify: Identify = guard((userId, traits = {}) => {
  const id = String(userId ?? '').slice(0, 128)
  if (!id || hasOptedOut()) return
  signIn(id)
  emit('identify', 'identify', { user_id: id, properties: scalars(traits) })
})

/** The visitor's choice. A refusal drops everything unsent and every id, and ends recording until consent is granted. */
export const consent: GiveConsent = guard(({ analytics }) => {
  decide(analytics)
  if (settings.site) applyChoice()
})

/** Forgets the user and the visitor, as on signing out. */
export const reset: Reset = guard(forget)
