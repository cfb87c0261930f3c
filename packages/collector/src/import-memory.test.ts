import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShop, type Shop } from './test-support/open-shop.js'

const lines = 300_000
const mebibyte = 2 ** 20

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

/** Imports generated lines in a process of its own; answers the result and that process's largest memory. */
async function importInChild(siteId: string, line: string, count: number) {
  const module = (name: string) => JSON.stringify(new URL(name, import.meta.url).href)
  const address = { url: shop.storage.engine?.url, password: shop.storage.engine?.ownerPassword }
  const script = `
    const { importEvents } = await import(${module('../dist/index.js')})
    const { openServer } = await import(${module('../../storage/dist/index.js')})
    const storage = await openServer({ ...${JSON.stringify(address)}, user: 'touchline', database: 'touchline' })
    async function* source() {
      for (let i = 0; i < ${count};) {
        let chunk = ''
        for (const end = Math.min(i + 100, ${count}); i < end; i++) chunk += ${line}
        yield Buffer.from(chunk)
      }
    }
    const result = await importEvents({ client: storage.owner, siteId: '${siteId}', source: source(), now: Date.now })
    await storage.close()
    console.log(JSON.stringify({ ...result, maxRssKib: process.resourceUsage().maxRSS }))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
  return JSON.parse(stdout) as { accepted: number; duplicates: number; rejected: number; maxRssKib: number }
}

const line = `JSON.stringify({
  name: 'page_view',
  occurred_at: 1.7e12 + Math.floor(i / 10) * 1000,
  visitor_id: 'v1',
  page: { title: 'x'.repeat(1000) },
  properties: { note: 'y'.repeat(1000) },
}) + '\\n'`
const refusedLine = "JSON.stringify({ name: 'page_view', occurred_at: 'never', note: 'x'.repeat(200_000) }) + '\\n'"

describe('the memory of an import does not grow with its size', () => {
  it('with 300,000 lines', { timeout: 240_000 }, async () => {
    // The text of the lines alone is more than the bound allows. Each event comes ten times, which spares the engine.
    const { accepted, duplicates, maxRssKib } = await importInChild('large', line, lines)
    expect(accepted).toBe(lines / 10)
    expect(duplicates).toBe((lines * 9) / 10)
    expect(maxRssKib / 1024).toBeLessThan((lines * 2000) / mebibyte)
  })

  it('with lines that are refused, each nearly as long as a line may be', { timeout: 240_000 }, async () => {
    const { rejected, maxRssKib } = await importInChild('refused', refusedLine, 4000)
    expect(rejected).toBe(4000)
    expect(maxRssKib / 1024).toBeLessThan((4000 * 200_000) / mebibyte)
  })
})
