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
  if (!isbot(userAgent)) return ''
  // curl, node and other libraries that people write programs with; what crawls names itself as such.
  return /bot|crawl|spider|slurp|preview|monitor|https?:/i.test(userAgent) ? 'crawler' : 'library'
}

/** Signs of a program that an operator also shows when trying the installation out. */
const toolReasons: ReadonlySet<string> = new Set(['headless', 'library', 'no_user_agent', 'webdriver'])

/** What a request shows of its sender. */
export interface SenderSigns {
  userAgentBot: string
  webdriver?: boolean
  secPurpose?: string
  /** It came from this very machine, through no proxy. */
  isLocal?: boolean
}

/**
 * Why a request seems not to come from a person: flagged and counted, never dropped. On the machine itself tools are
 * not flagged: whoever tries Touchline out with curl or a driven browser wants to see the events in the reports.
 */
export function botReasonOf({ userAgentBot, webdriver, secPurpose, isLocal }: SenderSigns): string {
  if (secPurpose && /prefetch|prerender/i.test(secPurpose)) return 'prefetch'
  const reason = userAgentBot || (webdriver ? 'webdriver' : '')
  return isLocal && toolReasons.has(reason) ? '' : reason
}
