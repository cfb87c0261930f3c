import { writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepareSdk } from './serve-sdk.js'
import { openShop, type Shop } from './test-support/open-shop.js'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

describe('the SDK', () => {
  it('is served compressed, cacheable, and under its hash for ever', async () => {
    const source = 'console.log("touchline")\n'.repeat(100)
    const sdkFile = `${shop.directory}/touchline.js`
    writeFileSync(sdkFile, source)
    const { hash } = await prepareSdk(Buffer.from(source))
    const serving = await shop.open({ directory: `${shop.directory}/sdk`, sdkFile })
    const get = (path: string, headers = {}) => serving.app.request(path, { headers })

    const plain = await get('/touchline.js')
    expect(await plain.text()).toBe(source)
    expect(plain.headers.get('content-type')).toContain('javascript')
    expect(plain.headers.get('x-content-type-options')).toBe('nosniff')
    const gzipped = await get('/touchline.js', { 'accept-encoding': 'gzip, deflate' })
    expect(gzipped.headers.get('content-encoding')).toBe('gzip')
    expect(gunzipSync(Buffer.from(await gzipped.arrayBuffer())).toString()).toBe(source)
    const brotli = await get(`/touchline.${hash}.js`, { 'accept-encoding': 'gzip, br' })
    expect(brotli.headers.get('content-encoding')).toBe('br')
    expect(brotli.headers.get('cache-control')).toContain('immutable')
    expect(brotli.headers.get('vary')).toBe('accept-encoding')
    const again = await get('/touchline.js', { 'if-none-match': plain.headers.get('etag') as string })
    expect(again.status).toBe(304)
    expect((await get('/touchline.0123456789abcdef.js')).status).toBe(404)
    await serving.close()
  })

  it('is not there when none was built', async () => {
    const bare = await shop.open({ directory: `${shop.directory}/bare` })
    expect((await bare.app.request('/touchline.js')).status).toBe(404)
    await bare.close()
  })
})
