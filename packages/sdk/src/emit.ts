import type { TouchlineEvent } from '@touchline/events'
import { newId } from './new-id.js'
import { post } from './outbox.js'
import { currentPage } from './page.js'
import { settings } from './settings.js'
import { consentState, ids } from './visitor.js'

interface Draft {
  kind: TouchlineEvent['kind']
  event_id: string
}

const heldEvents = 200
/** Events that may not leave yet: before `init`, before the consent that is required, while prerendering. */
let held: [Draft, boolean | undefined][] = []

/** Makes an event, which gets its id and time now and its visitor when it may leave. */
export function emit(
  kind: TouchlineEvent['kind'],
  name: string,
  fields: object,
  isUrgent?: boolean,
  page: object = currentPage(),
): void {
  if (consentState() === 'denied') return
  held.push([{ kind, name, event_id: newId(), occurred_at: Date.now(), page, ...fields } as Draft, isUrgent])
  held = held.slice(-heldEvents)
  release()
}

export function release(): void {
  if (!settings.site || document.prerendering) return
  if (settings.consent === 'required' && consentState() !== 'granted') return
  for (const [draft, isUrgent] of held.splice(0)) post({ ...draft, ...ids(draft.kind !== 'page_load') }, isUrgent)
}

export function discardHeld(): void {
  held = []
}
