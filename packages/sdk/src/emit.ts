import { newId } from './new-id.js'
import { add } from './outbox.js'
import { currentPage } from './page.js'
import { type Ids, ids } from './visitor.js'

/** An event as it leaves the page. The collector knows what kind it is by its name, and each field's place and type. */
export interface SentEvent extends Ids {
  name: string
  event_id: string
  occurred_at: number
  page: object
  fields: object
}

/** An event of this moment. A page that is left is no activity of the visitor. */
export const eventOf = (
  name: string,
  fields: object,
  _isUrgent?: boolean,
  page: object = currentPage(),
): SentEvent => ({
  name,
  event_id: newId(),
  occurred_at: Date.now(),
  page,
  fields,
  ...ids(!name.startsWith('page_l')),
})

/** Urgent ones leave at the end of the running task, so that what belongs together travels together. */
export const emit = (...facts: Parameters<typeof eventOf>): void => add(eventOf(...facts), facts[2])
