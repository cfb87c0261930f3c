import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
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

  it('is served under names of the shop’s own, which it then sends to', async () => {
    const directory = `${shop.directory}/named`
    mkdirSync(directory)
    for (const name of ['touchline.js', 'touchline.core.js', 'more.js'])
      writeFileSync(`${directory}/${name}`, `send("/v1/events") // ${name}`)
    const named = await shop.open({
      directory: `${directory}/spool`,
      sdkFile: `${directory}/touchline.js`,
      sdkNames: { script: '/js/shop.js', events: '/js/log' },
    })
    const text = async (path: string) => (await named.app.request(path)).text()
    expect(await text('/js/shop.js')).toBe('send("/log") // touchline.js')
    expect(await text('/js/shop.core.js')).toBe('send("/log") // touchline.core.js')
    expect(await text('/js/more.js')).toContain('more.js')
    expect(await text('/touchline.js')).toContain('/v1/events')
    const { scripts } = await (await named.app.request('/sdk.json')).json()
    expect(scripts.map(({ path }: { path: string }) => path)).toEqual([
      '/touchline.js',
      '/js/shop.js',
      '/touchline.core.js',
      '/js/shop.core.js',
    ])
    for (const { pinned_path, integrity } of scripts) {
      const source = await text(pinned_path)
      expect(integrity).toBe(`sha384-${createHash('sha384').update(source).digest('base64')}`)
    }
    const sent = await named.app.request('/js/log', {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{',
    })
    expect(sent.status).toBe(400)
    await named.close()
    const outside = { script: '/js/shop.js', events: '/log' }
    await expect(
      shop.open({ directory: `${directory}/other`, sdkFile: `${directory}/touchline.js`, sdkNames: outside }),
    ).rejects.toThrow('/log must lie in the folder of /js/shop.js')
  })
})
