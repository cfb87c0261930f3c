import { channelBy } from './channels.js'
import { emitOutside } from './outside-event.js'
import type { ShopWorld } from './shop-world.js'
import { visitShop } from './visit.js'

const minuteMs = 60_000

/** Sends the shop's letter to all subscribers: it is opened or not, and now and then leads to a visit. */
export function sendLetter(world: ShopWorld, at: number): void {
  const { random } = world
  const channel = channelBy('newsletter')
  for (const person of world.subscribers) {
    if (!random.chance(0.45)) continue
    const [device] = person.devices
    const opened = at + random.exponential(8 * 60 * minuteMs)
    emitOutside(world, person, device, opened, 'email_open', { channel })
    if (random.chance(0.2)) {
      emitOutside(world, person, device, opened + minuteMs, 'email_click', { channel })
      world.schedule(opened + minuteMs + 1000, (then) => visitShop(world, person, then, { channel }))
    } else if (random.chance(0.02)) {
      emitOutside(world, person, device, opened + minuteMs, 'subscription_cancelled', {
        properties: { list: 'letter' },
      })
      world.subscribers.delete(person)
    }
  }
}
