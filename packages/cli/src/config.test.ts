import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readSettings } from './config.js'

const directory = mkdtempSync(join(tmpdir(), 'touchline-config-'))
afterAll(() => rmSync(directory, { recursive: true }))

describe('readSettings', () => {
  it('has a default for everything, and an empty variable counts as unset', () => {
    expect(readSettings({ TOUCHLINE_PORT: '', HOME: '/root' }, directory)).toMatchObject({
      TOUCHLINE_DATA_DIR: join(directory, '.touchline'),
      TOUCHLINE_HOST: '127.0.0.1',
      TOUCHLINE_PORT: 8080,
      TOUCHLINE_REPORTS_PORT: 8081,
      TOUCHLINE_METRICS_PORT: 8082,
      TOUCHLINE_TRUSTED_PROXIES: [],
      CLICKHOUSE_DATABASE: 'touchline',
    })
  })

  it('takes the file, and the environment over the file', () => {
    writeFileSync(join(directory, 'touchline.config.json'), '{"TOUCHLINE_PORT": 9000, "TOUCHLINE_HOST": "0.0.0.0"}')
    expect(readSettings({ TOUCHLINE_PORT: '9001' }, directory)).toMatchObject({
      TOUCHLINE_PORT: 9001,
      TOUCHLINE_HOST: '0.0.0.0',
    })
    rmSync(join(directory, 'touchline.config.json'))
  })

  it('says every problem at once', () => {
    const wrong = {
      TOUCHLINE_PORT: '99999',
      CLICKHOUSE_URL: 'localhost',
      TOUCHLINE_PROT: '1',
      CLICKHOUSE_DATABASE: 'a b',
      TOUCHLINE_TRUSTED_PROXIES: '10.0.0.0/8, ::1, proxy.local, 10.0.0.0/33',
      TOUCHLINE_PUBLIC_URL: 'collector.shop.example',
      TOUCHLINE_LOG_LEVEL: 'loud',
    }
    for (const problem of [
      /TOUCHLINE_PORT: must be 0 to 65535/,
      /CLICKHOUSE_URL: must be an address/,
      /CLICKHOUSE_DATABASE: must be/,
      /TOUCHLINE_TRUSTED_PROXIES: "proxy.local" is not an IP address or CIDR range/,
      /TOUCHLINE_TRUSTED_PROXIES: "10.0.0.0\/33" is not/,
      /TOUCHLINE_PUBLIC_URL: must be an address such as https/,
      /TOUCHLINE_LOG_LEVEL: must be one of trace, debug/,
      /TOUCHLINE_PROT: no such setting; there are TOUCHLINE_DATA_DIR/,
    ]) {
      expect(() => readSettings(wrong, directory)).toThrow(problem)
    }
  })

  it('takes addresses and ranges of proxies', () => {
    const { TOUCHLINE_TRUSTED_PROXIES } = readSettings({ TOUCHLINE_TRUSTED_PROXIES: '10.0.0.0/8, ::1' }, directory)
    expect(TOUCHLINE_TRUSTED_PROXIES).toEqual(['10.0.0.0/8', '::1'])
  })

  it.each([
    ['{"TOUCHLINE_PORT": ', /is not JSON/],
    ['[1]', /must hold an object/],
  ])('refuses a file that holds %s', (text, message) => {
    writeFileSync(join(directory, 'bad.json'), text)
    expect(() => readSettings({ TOUCHLINE_CONFIG: 'bad.json' }, directory)).toThrow(message)
  })

  it('refuses a named file that is not there', () => {
    expect(() => readSettings({ TOUCHLINE_CONFIG: 'absent.json' }, directory)).toThrow(/cannot be read/)
  })
})
