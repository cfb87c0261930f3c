import Bowser from 'bowser'
import { isbot } from 'isbot'
import { BoundedMap } from './bounded-map.js'

/** What a User-Agent header tells, and why its sender seems to be no person (empty when it seems to be one). */
export interface DeviceFacts {
  browser: string
  os: string
  device: string
  bot: string
}

const nothing: DeviceFacts = { browser: '', os: '', device: '', bot: '' }
const known = new BoundedMap<string, DeviceFacts>(5000)
// Longer ones carry nothing more and would fill the memory of the cache.
const maxLength = 512

/** Browser, operating system and class of device (desktop, mobile, tablet, tv) of a User-Agent header. */
export function deviceFacts(userAgent: string | undefined): DeviceFacts {
  if (!userAgent) return { ...nothing, bot: 'no_user_agent' }
  const text = userAgent.slice(0, maxLength)
  return known.getOrSet(text, () => parse(text))
}

function parse(userAgent: string): DeviceFacts {
  const { browser, os, platform } = Bowser.parse(userAgent)
  return {
    browser: browser.name ?? '',
    os: os.name ?? '',
    device: platform.type === 'bot' ? '' : (platform.type ?? ''),
    bot: botReason(userAgent),
  }
}

function botReason(userAgent: string): string {
  if (/headless/i.test(userAgent)) return 'headless'
  return isbot(userAgent) ? 'crawler' : ''
}

/** Why a request seems not to come from a person: flagged and counted, never dropped. */
export function botReasonOf(signs: { userAgentBot: string; webdriver?: boolean; secPurpose?: string }): string {
  if (signs.secPurpose && /prefetch|prerender/i.test(signs.secPurpose)) return 'prefetch'
  return signs.userAgentBot || (signs.webdriver ? 'webdriver' : '')
}
