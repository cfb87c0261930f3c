import { kindOf } from '@touchline/events/names'
import { discardHeld, emit, release } from './emit.js'
import { type Fields, scalars, sortFields } from './fields.js'
import { guard, listen } from './guard.js'
import { currentPage } from './page.js'
import { discard, flush, restore } from './outbox.js'
import { settings } from './settings.js'
import type { GiveConsent, Identify, Init, Reset, Track } from './types.js'
import { startPages } from './views.js'
import { decide, forget, hasOptedOut, consentState, keepChoice, recallConsent, signIn } from './visitor.js'

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
  const start = guard(() => {
    startPages()
    release()
  })
  if (document.prerendering) listen(document, 'prerenderingchange', start)
  else start()
})

/**
 * Records a touchpoint or a cart event; the name decides which. Fields that the event knows keep their place, every
 * other key becomes a custom property (flat, scalar).
 * @example track('add_to_cart', { cart_id: 'c1', currency: 'EUR', value: 49.9, items: [{ item_id: 'shoe-42' }] })
 */
export const track: Track = guard((name: string, fields: Fields = {}) => {
  const kind = kindOf(name)
  if (kind !== 'cart' && kind !== 'touchpoint') return
  const { page_type, ...own } = fields
  emit(kind, name, sortFields(kind, own), false, { ...currentPage(), ...(page_type ? { page_type } : {}) })
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
