import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { uuidV7, uuidV7Time } from './event-id.js'

describe('uuidV7', () => {
  it('makes the example of RFC 9562, appendix A.6', () => {
    const time = Date.parse('2022-02-22T14:22:22-05:00')
    const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f])
    const id = uuidV7(time, random)
    expect(id).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
    expect(z.uuidv7().parse(id)).toBe(id)
    expect(uuidV7Time(id)).toBe(time)
  })

  it('orders by time as text', () => {
    const random = new Uint8Array(10)
    const ids = [1, 2, 1e12, 1e12 + 1, 2 ** 40].map((ms) => uuidV7(ms, random))
    const shuffled = [ids[3], ids[0], ids[4], ids[1], ids[2]]
    expect(shuffled.sort()).toEqual(ids)
  })

  it('clamps times that a UUIDv7 cannot hold', () => {
    expect(uuidV7Time(uuidV7(-5, new Uint8Array(10)))).toBe(0)
    expect(uuidV7Time(uuidV7(2 ** 60, new Uint8Array(10)))).toBe(2 ** 48 - 1)
  })
})
