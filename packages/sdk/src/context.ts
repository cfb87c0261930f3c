import type { BatchContext } from '@touchline/events'
import { consentState, hasOptedOut } from './visitor.js'

/** What holds for a whole batch. No Intl here: its first use costs tens of milliseconds on a slow phone. */
export const context = (): BatchContext => ({
  language: navigator.language,
  utc_offset_min: -new Date().getTimezoneOffset(),
  screen_width: screen.width,
  screen_height: screen.height,
  consent: consentState(),
  opt_out: hasOptedOut(),
  webdriver: navigator.webdriver,
})
