import type { ShopLanguage } from './catalogue.js'
import type { ShopCurrency } from './money.js'
import { drawConnection } from './navigation-model.js'
import { type Connection, type Device, planted } from './planted.js'
import type { Random } from './random.js'

export type Country = keyof typeof planted.country

/** One browser of a person. */
export interface PersonalDevice {
  visitorId: string
  device: Device
  connection: Connection
  browser: string
  os: string
  memory: number
  /** The person has signed in here before. */
  known: boolean
}

export interface Person {
  country: Country
  /** Language of the browser. */
  language: string
  shopLanguage: ShopLanguage
  currency: ShopCurrency
  devices: [PersonalDevice, ...PersonalDevice[]]
  /** The shop's id once the person has an account. */
  userId?: string
  orders: number
  /** Has visited the shop before. */
  seen: boolean
}

const languages: Readonly<Record<Country, string>> = { VN: 'vi-VN', FI: 'fi-FI', SE: 'sv-SE', DE: 'de-DE', GB: 'en-GB' }
/** Hours ahead of UTC, and the rate of the tax that prices include. */
export const utcOffsetHours: Readonly<Record<Country, number>> = { VN: 7, FI: 2, SE: 1, DE: 1, GB: 0 }
export const taxRate: Readonly<Record<Country, number>> = { VN: 0.08, FI: 0.255, SE: 0.25, DE: 0.19, GB: 0.2 }

const systems = {
  desktop: { Windows: 0.66, macOS: 0.28, Linux: 0.06 },
  mobile: { Android: 0.62, iOS: 0.38 },
}
const browsers: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  Windows: { Chrome: 0.66, 'Microsoft Edge': 0.22, Firefox: 0.12 },
  macOS: { Safari: 0.52, Chrome: 0.42, Firefox: 0.06 },
  Linux: { Firefox: 0.55, Chrome: 0.45 },
  Android: { Chrome: 0.8, 'Samsung Internet for Android': 0.16, Firefox: 0.04 },
  iOS: { Safari: 0.9, Chrome: 0.1 },
}

function drawDevice(random: Random, device: Device, country: Country): PersonalDevice {
  const os: string = random.weighted(systems[device] as Record<string, number>)
  // Every third Windows user in Vietnam has the local browser.
  const local = country === 'VN' && os === 'Windows' && random.chance(1 / 3)
  return {
    visitorId: random.hex(32),
    device,
    connection: drawConnection(random, device),
    browser: local ? 'Cốc Cốc' : random.weighted(browsers[os] ?? { Chrome: 1 }),
    os,
    memory: device === 'desktop' ? random.pick([8, 8, 16]) : random.pick([2, 4, 4, 8]),
    known: false,
  }
}

export function drawPerson(random: Random, currencies: ReadonlySet<ShopCurrency>): Person {
  const country = random.weighted(planted.country)
  const local: ShopCurrency = country === 'VN' ? 'VND' : 'EUR'
  const other: ShopCurrency = local === 'VND' ? 'EUR' : 'VND'
  const language = random.chance(0.08) ? 'en-US' : languages[country]
  return {
    country,
    language,
    shopLanguage: language === 'vi-VN' ? 'vi' : 'en',
    currency: currencies.has(local) ? local : other,
    devices: [drawDevice(random, random.weighted(planted.device), country)],
    orders: 0,
    seen: false,
  }
}

/** The person's other device, of the other type. */
export function otherDevice(random: Random, person: Person, device: PersonalDevice): PersonalDevice {
  const other = person.devices.find((each) => each !== device)
  if (other) return other
  const added = drawDevice(random, device.device === 'mobile' ? 'desktop' : 'mobile', person.country)
  person.devices.push(added)
  return added
}

/** The device of the person's next visit: customers with an account use a second one now and then. */
export function nextDevice(random: Random, person: Person): PersonalDevice {
  const [first] = person.devices
  return person.userId && random.chance(0.3) ? otherDevice(random, person, first) : first
}
