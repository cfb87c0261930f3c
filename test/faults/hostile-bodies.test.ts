import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchOf, firefox, post, viewItem } from '../support/event-load.js'
import { openConnection, type RawConnection } from '../support/raw-connection.js'
import { type RunningShop, residentBytes, startShop, takesEvents } from '../support/running-shop.js'
import { until } from '../support/until.js'
import { scale } from './scale.js'

let shop: RunningShop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop?.close())

const head = (...lines: string[]) =>
  [
    'POST /v1/events HTTP/1.1',
    'Host: collector.example',
    'Content-Type: text/plain',
    `User-Agent: ${firefox}`,
    ...lines,
    '',
    '',
  ].join('\r\n')
const statusOf = (connection: RawConnection) => Number(/^HTTP\/1\.1 (\d+)/.exec(connection.received())?.[1])
const answered = (connection: RawConnection) =>
  until(
    () => statusOf(connection),
    (status) => status > 0,
  )
const open = () => openConnection(shop.server.collector)

describe('bodies that are made to do harm', () => {
  it('A4 a gzip bomb of 200 MB: 413 without unpacking it; a brotli body: 415', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 2 ** 20))
    expect(bomb.length).toBeLessThan(2 ** 20)
    const before = residentBytes(shop)
    for (let i = 0; i < 5; i++) {
      const answer = await post(shop.server.collector, bomb, { 'content-encoding': 'gzip' })
      expect(answer.status).toBe(413)
    }
    // Unpacked, one alone would take 200 MB.
    expect(residentBytes(shop) - before).toBeLessThan(100 * 2 ** 20)
    const brotli = await post(shop.server.collector, batchOf([viewItem()]), { 'content-encoding': 'br' })
    expect(brotli.status).toBe(415)
    const packed = await post(shop.server.collector, gzipSync(batchOf([viewItem()])), { 'content-encoding': 'gzip' })
    expect(packed.status).toBe(202)
  })

  it('A5 a chunked body without end: 413 and the connection is closed', async () => {
    const before = residentBytes(shop)
    const connection = await open()
    connection.write(head('Transfer-Encoding: chunked'))
    const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536, 0x20), Buffer.from('\r\n')])
    let sent = 0
    await until(
      () => {
        if (sent < 2 ** 30 && !connection.isClosed()) connection.write(chunk)
        sent += chunk.length
        return statusOf(connection)
      },
      (status) => status === 413,
    )
    expect(sent).toBeLessThan(100 * 2 ** 20)
    await until(connection.isClosed, Boolean, 10_000)
    expect(residentBytes(shop) - before).toBeLessThan(100 * 2 ** 20)
  })

  it('A5 a Content-Length that is wrong: 413, 400 or an end of the connection; a small chunked body: 202', async () => {
    const body = batchOf([viewItem()])
    const claimsMuch = await open()
    claimsMuch.write(head(`Content-Length: ${2 ** 30}`))
    expect(await answered(claimsMuch)).toBe(413)

    // The bytes after the claimed end would be the next request, which they are not.
    const claimsLittle = await open()
    claimsLittle.write(head(`Content-Length: ${body.length - 10}`) + body)
    expect(await answered(claimsLittle)).toBe(400)
    await until(claimsLittle.isClosed, Boolean)

    const claimsMore = await open()
    claimsMore.write(head(`Content-Length: ${body.length + 10}`) + body)
    claimsMore.end()
    await until(claimsMore.isClosed, Boolean)
    expect(claimsMore.received()).not.toContain(' 202 ')

    const both = await open()
    both.write(`${head(`Content-Length: ${body.length}`, 'Transfer-Encoding: chunked')}0\r\n\r\n`)
    expect(await answered(both)).toBe(400)

    const chunked = await open()
    chunked.write(`${head('Transfer-Encoding: chunked')}${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`)
    expect(await answered(chunked)).toBe(202)
    for (const connection of [claimsMuch, both, chunked]) connection.destroy()
  })

  it('A8 500 slow connections: closed in 10 s, while others are served', async () => {
    const silent = () => {}
    const halfHead = (connection: RawConnection) =>
      connection.write('POST /v1/events HTTP/1.1\r\nHost: collector.example\r\n')
    const halfBody = (connection: RawConnection) => connection.write(`${head('Content-Length: 1000')}{"site_id":`)
    const wrongPath = (connection: RawConnection) =>
      connection.write(head('Content-Length: 1000').replace('/v1/events', '/livez'))
    const slow = await Promise.all(
      Array.from({ length: 500 * scale }, async (_, i) => {
        const connection = await open()
        const attack = [silent, halfHead, halfBody, wrongPath][i % 4] as (of: RawConnection) => void
        attack(connection)
        return { connection, attack }
      }),
    )
    expect(slow.filter(({ connection }) => !connection.isClosed()).length).toBeGreaterThan(slow.length / 2)
    let served = 0
    await until(
      async () => {
        expect(await takesEvents(shop)).toBe(true)
        served++
        // They go on, a byte at a time, as long as they can.
        for (const { connection, attack } of slow) {
          if (connection.isClosed() || attack === silent) continue
          connection.write(attack === halfHead ? 'X-Slow: 1\r\n' : ' ')
        }
        return slow.filter(({ connection }) => !connection.isClosed()).length
      },
      (left) => left === 0,
      10_000,
    )
    expect(served).toBeGreaterThan(1)
    expect(await takesEvents(shop)).toBe(true)
  })
})
