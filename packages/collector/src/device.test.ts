import { describe, expect, it } from 'vitest'
import { botReasonOf, deviceFacts } from './device.js'

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'
const ipad =
  'Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1'

describe('deviceFacts', () => {
  it.each([
    [chrome, { browser: 'Chrome', os: 'Windows', device: 'desktop', bot: '' }],
    [iphone, { browser: 'Safari', os: 'iOS', device: 'mobile', bot: '' }],
    [ipad, { browser: 'Safari', os: 'iOS', device: 'tablet', bot: '' }],
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', { bot: 'crawler' }],
    [chrome.replace('Chrome/', 'HeadlessChrome/'), { bot: 'headless' }],
    ['curl/8.5.0', { bot: 'library' }],
    ['node', { bot: 'library' }],
    [undefined, { browser: '', os: '', device: '', bot: 'no_user_agent' }],
  ])('%s', (userAgent, expected) => {
    expect(deviceFacts(userAgent)).toMatchObject(expected)
  })
})

describe('botReasonOf', () => {
  it.each([
    [{ userAgentBot: '' }, ''],
    [{ userAgentBot: 'crawler', webdriver: true }, 'crawler'],
    [{ userAgentBot: '', webdriver: true }, 'webdriver'],
    [{ userAgentBot: '', secPurpose: 'prefetch;prerender' }, 'prefetch'],
    [{ userAgentBot: '', secPurpose: 'something else' }, ''],
    [{ userAgentBot: 'headless', webdriver: true, isLocal: true }, ''],
    [{ userAgentBot: 'crawler', isLocal: true }, 'crawler'],
  ])('%o', (signs, expected) => {
    expect(botReasonOf(signs)).toBe(expected)
  })
})
