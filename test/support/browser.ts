import { type Browser, chromium } from 'playwright-core'

/** The browser that the test run found (`scripts/find-browser.mjs`). */
export const browserPath = process.env.CHROMIUM ?? ''

/** It talks to this machine alone. */
export const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Headless Chrome or Chromium. */
export const launchBrowser = (): Promise<Browser> => chromium.launch({ executablePath: browserPath, args: browserArgs })
