import { access } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { launchBrowser } from '../../../../test/support/browser.js'
import { RecordedShop } from './recorded-shop.js'

const listening = (server: Server, port = 0) =>
  new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))

/** Opens a shop with the built SDK and a browser for the tests of one file; each test gets a fresh profile. */
export function useShop(): () => RecordedShop {
  let shop: RecordedShop
  let close: () => Promise<void>
  beforeAll(async () => {
    const files = fileURLToPath(new URL('../../dist', import.meta.url))
    await access(`${files}/touchline.js`)
    const servers = { shop: createServer(), recorder: createServer() }
    await Promise.all([listening(servers.shop), listening(servers.recorder)])
    const browser = await launchBrowser()
    shop = new RecordedShop(browser, files, servers)
    close = async () => {
      await browser.close()
      for (const server of Object.values(servers)) {
        server.closeAllConnections()
        await new Promise((done) => server.close(done))
      }
    }
  }, 60_000)
  beforeEach(() => shop.reset())
  afterEach(async () => {
    await shop.context.close()
    expect(shop.problems).toEqual([])
    expect(shop.arrivals.filter(({ method }) => method === 'OPTIONS')).toEqual([])
  })
  afterAll(() => close?.())
  return () => shop
}
