import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openDailyHash } from './daily-hash.js'

const dayMs = 86_400_000
const noon = Date.UTC(2026, 2, 10, 12)
const sender = { siteId: 'shop', address: '198.51.100.1', userAgent: 'Firefox' }
const root = mkdtempSync(join(tmpdir(), 'touchline-salts-'))
afterAll(() => rmSync(root, { recursive: true }))
const directory = () => mkdtempSync(join(root, 'salts-'))
const now = () => noon

describe('openDailyHash', () => {
  it('tells senders apart within a day, and nobody across days', () => {
    const hash = openDailyHash(directory(), { now })
    const found = hash.of(sender, noon)
    expect(found).toMatch(/^[0-9a-f]{32}$/)
    expect(hash.of(sender, noon + 1000)).toBe(found)
    const others = [
      hash.of(sender, noon - dayMs),
      hash.of({ ...sender, siteId: 'other' }, noon),
      hash.of({ ...sender, address: '198.51.100.2' }, noon),
      hash.of({ ...sender, userAgent: 'Chrome' }, noon),
    ]
    expect(new Set([found, ...others]).size).toBe(5)
  })

  it('hashes the same after a restart, and keeps the salt for its owner alone', () => {
    const path = directory()
    const before = openDailyHash(path, { now }).of(sender, noon)
    expect(openDailyHash(path, { now }).of(sender, noon)).toBe(before)
    expect(statSync(join(path, 'salts.json')).mode & 0o777).toBe(0o600)
  })

  it('has no salt for days to come, and destroys one after 48 hours', async () => {
    const path = directory()
    let time = noon
    const hash = openDailyHash(path, { now: () => time })
    const first = hash.of(sender, noon)
    expect(hash.of(sender, noon + dayMs)).toBeUndefined()
    const midnight = noon + dayMs / 2
    time = midnight + dayMs - 1
    expect(hash.of(sender, noon)).toBe(first)
    time = midnight + dayMs
    expect(hash.of(sender, noon)).toBeUndefined()
    await hash.sync()
    expect(JSON.parse(readFileSync(join(path, 'salts.json'), 'utf8'))).toEqual({})
  })
})
