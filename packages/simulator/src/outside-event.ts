import type { ImportLineInput } from '@touchline/events'
import type { Person, PersonalDevice } from './person.js'
import type { ShopWorld } from './shop-world.js'

/** An event outside a visit, such as an opened letter or one that the shop's own server reports: it has no page. */
export function emitOutside(
  world: ShopWorld,
  person: Person,
  device: PersonalDevice,
  at: number,
  name: string,
  fields: Omit<ImportLineInput, 'name' | 'event_id' | 'occurred_at'> = {},
): void {
  world.emit({
    name,
    occurred_at: Math.round(at),
    visitor_id: device.visitorId,
    // A device that was never signed in on cannot be tied to the account.
    ...(person.userId && device.known && { user_id: person.userId }),
    country: person.country,
    device: device.device,
    browser: device.browser,
    os: device.os,
    language: person.language,
    ...fields,
  })
}
