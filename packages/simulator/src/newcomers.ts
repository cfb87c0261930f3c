import { type ArrivalName, channelBy } from './channels.js'
import { emitOutside } from './outside-event.js'
import { drawPerson, type Person, utcOffsetHours } from './person.js'
import type { Random } from './random.js'
import type { ShopWorld } from './shop-world.js'
import { visitShop } from './visit.js'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Share of the visitors who met the shop's name before their first visit. */
const touchedBefore = 0.2

/** How busy each local hour is, 1 at the busiest. */
const hours = [
  0.12, 0.06, 0.04, 0.03, 0.04, 0.08, 0.2, 0.38, 0.5, 0.56, 0.6, 0.64, 0.74, 0.7, 0.6, 0.58, 0.6, 0.66, 0.76, 0.9, 1,
  0.96, 0.7, 0.34,
]
/** From Sunday to Saturday; the mean is 1. */
const weekdays = [1.16, 0.98, 0.94, 0.93, 0.94, 0.95, 1.1]

const touches = {
  ad_impression: { share: 0.45, arrival: 'social_ad' },
  social_engagement: { share: 0.3, arrival: 'instagram' },
  mention: { share: 0.12, arrival: 'referral' },
  email_open: { share: 0.09, arrival: 'newsletter' },
  store_visit: { share: 0.04, arrival: undefined },
} as const satisfies Record<string, { share: number; arrival: ArrivalName | undefined }>
type Touch = keyof typeof touches
const touchShares = Object.fromEntries(Object.entries(touches).map(([name, { share }]) => [name, share])) as Record<
  Touch,
  number
>

function drawTimeOfDay(random: Random, dayStartMs: number, person: Person): number {
  for (;;) {
    const at = dayStartMs + Math.floor(random.uniform() * dayMs)
    const localHour = Math.floor(at / hourMs + utcOffsetHours[person.country]) % 24
    if (random.chance(hours[localHour] ?? 0)) return at
  }
}

/** Touches of the shop away from its site, some hours apart. Returns the time of the last one. */
function meetShop(world: ShopWorld, person: Person, at: number): number {
  const { random } = world
  const name = random.weighted(touchShares)
  const { arrival } = touches[name]
  const count = name === 'ad_impression' ? 1 + random.poisson(1.2) : 1
  let last = at
  for (let touch = 0; touch < count; touch++) {
    if (touch > 0) last += 10 * 60_000 + random.exponential(10 * hourMs)
    emitOutside(world, person, person.devices[0], last, name, arrival && { channel: channelBy(arrival) })
  }
  return last
}

/** Lets a day's new visitors come, and some others who only meet the shop's name. */
export function welcomeNewcomers(world: ShopWorld, dayStartMs: number, visitorsPerDay: number): void {
  const { random } = world
  const mean = visitorsPerDay * (weekdays[new Date(dayStartMs).getUTCDay()] ?? 1)
  const visitors = random.poisson(mean)
  for (let visitor = 0; visitor < visitors; visitor++) {
    const person = drawPerson(random, world.currencies)
    const at = drawTimeOfDay(random, dayStartMs, person)
    const touched = random.chance(touchedBefore)
    const visitAt = touched ? meetShop(world, person, at) + 5 * 60_000 + random.exponential(12 * hourMs) : at
    world.schedule(visitAt, (then) => visitShop(world, person, then))
  }
  const onlookers = random.poisson(0.1 * mean)
  for (let onlooker = 0; onlooker < onlookers; onlooker++) {
    const person = drawPerson(random, world.currencies)
    meetShop(world, person, drawTimeOfDay(random, dayStartMs, person))
  }
}
