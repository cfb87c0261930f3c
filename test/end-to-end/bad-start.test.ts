import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type Engine, startEngine } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { environment, main, startTouchline, touchline } from '../support/touchline-process.js'

const directory = mkdtempSync(join(tmpdir(), 'touchline-start-'))
const unused = join(directory, 'unused')
const fileNamed = (name: string, text = '') => {
  const path = join(directory, name)
  writeFileSync(path, text)
  return path
}
let taken: Server
let engine: Engine

beforeAll(async () => {
  taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  engine = await startEngine({ directory: join(directory, 'engine') })
})
afterAll(async () => {
  taken?.close()
  await engine?.close()
  rmSync(directory, { recursive: true, force: true })
})
const takenPort = () => String((taken.address() as AddressInfo).port)

/** Runs a command that has to fail, and answers what it says: nothing on standard output, and never a stack. */
async function failing(exitCode: 1 | 2, args: string[], settings: Record<string, string> = {}, dataDir = unused) {
  const { code, stdout, stderr } = await touchline(dataDir, args, settings)
  expect({ code, stdout }, stderr).toEqual({ code: exitCode, stdout: '' })
  expect(stderr).not.toMatch(/^ +at /m)
  return stderr.trim().split('\n')
}

/** As `failing`, of what is said in one line. */
async function refusal(...params: Parameters<typeof failing>): Promise<string> {
  const lines = await failing(...params)
  expect(lines).toHaveLength(1)
  return lines[0] as string
}

describe('usage', () => {
  it('is shown with code 0 when asked for', async () => {
    const help = await touchline(unused, ['--help'])
    expect(help).toMatchObject({ code: 0, stderr: '' })
    for (const command of ['serve', 'demo', 'import', 'report', 'site', 'migrate'])
      expect(help.stdout).toContain(command)
    expect(await touchline(unused, ['site', 'add', '--help'])).toMatchObject({ code: 0, stderr: '' })
    expect(await touchline(unused, ['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    })
  })

  it.each([
    [['frobnicate'], /unknown command 'frobnicate'/],
    [['import', 'events.ndjson'], /required option '--site <id>' not specified/],
    [['import', '--site', 'shop'], /missing required argument 'file'/],
    [['serve', '--port', '80'], /unknown option '--port'/],
    [['report', 'journey', '--site', 'shop', '--format', 'xml'], /Allowed choices are table, json, csv/],
    [['site', 'add', 'shop', '--mode', 'spy'], /Allowed choices are adaptive, cookieless, first_party/],
  ])('is pointed at after %j', async (args, problem) => {
    const [said, hint, ...rest] = await failing(2, args)
    expect(said).toMatch(problem)
    expect([hint, ...rest]).toEqual(['Run with --help to see how it is used.'])
  })

  it.each([
    [['report', 'jurney', '--site', 'shop'], /There are: .*journey, funnel,/],
    [['report', '--from', '2026-03-01'], /touchline report NAME --site ID/],
    [['report', 'journey'], /Say which site: --site ID/],
    [['report', 'journey', '--site', 'shop', 'today'], /parameters are given as --name value/],
  ])('is said in a sentence after %j', async (args, sentence) => {
    expect(await refusal(2, args)).toMatch(sentence)
  })
})

describe('output that nobody reads to its end', () => {
  it.each([[['--help']], [['report']]])('is no failure: %j', async (args) => {
    const child = spawn(process.execPath, [main, ...args], { env: environment(unused) })
    child.stdout.destroy()
    const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })
})

describe('settings that are wrong', () => {
  it('are refused when the file is not JSON, or not there', async () => {
    const broken = fileNamed('broken.json', '{"TOUCHLINE_PORT": ')
    expect(await refusal(2, ['serve'], { TOUCHLINE_CONFIG: broken })).toMatch(
      /settings file .*broken\.json is not JSON/,
    )
    expect(await refusal(2, ['serve'], { TOUCHLINE_CONFIG: directory })).toMatch(/settings file .* cannot be read/)
  })

  it('are all named at once, each with what would be right', async () => {
    const file = fileNamed('wrong.json', '{"TOUCHLINE_HOST": 5, "TOUCHLINE_HOSTS": "::1"}')
    const settings = {
      TOUCHLINE_CONFIG: file,
      TOUCHLINE_PORT: '80800',
      TOUCHLINE_REPORTS_PORT: 'http',
      TOUCHLINE_TRUSTED_PROXIES: 'proxy.local',
      TOUCHLINE_PUBLIC_URL: 'collector.shop.example',
      TOUCHLINE_LOG_LEVEL: 'loud',
      CLICKHOUSE_URL: 'localhost:8123',
    }
    const [title, ...problems] = await failing(2, ['serve'], settings)
    expect(title).toBe('The settings are wrong:')
    expect(problems).toHaveLength(8)
    for (const problem of [
      /TOUCHLINE_HOST: must be text/,
      /TOUCHLINE_PORT: must be 0 to 65535/,
      /TOUCHLINE_REPORTS_PORT: must be a port number/,
      /TOUCHLINE_TRUSTED_PROXIES: "proxy.local" is not an IP address or CIDR range such as/,
      /TOUCHLINE_PUBLIC_URL: must be an address such as https:/,
      /TOUCHLINE_LOG_LEVEL: must be one of trace, debug, info/,
      /CLICKHOUSE_URL: must be an address such as http:/,
      /TOUCHLINE_HOSTS: no such setting; there are TOUCHLINE_DATA_DIR, TOUCHLINE_HOST,/,
    ]) {
      expect(problems).toContainEqual(expect.stringMatching(problem))
    }
  })
})

describe('a place that cannot be had', () => {
  it.each(['TOUCHLINE_PORT', 'TOUCHLINE_REPORTS_PORT', 'TOUCHLINE_METRICS_PORT'])(
    'names %s when it is taken',
    async (setting) => {
      const sentence = await refusal(1, ['serve'], { [setting]: takenPort() })
      expect(sentence).toContain(`Port ${takenPort()} on 127.0.0.1 is in use.`)
      expect(sentence).toContain(`set ${setting} to another port`)
    },
  )

  it.each(['203.0.113.9', 'no-such-host.invalid'])('names the setting of the address %s', async (host) => {
    expect(await refusal(1, ['serve'], { TOUCHLINE_HOST: host })).toBe(
      `${host} is not an address of this machine. Set TOUCHLINE_HOST to one that is.`,
    )
  })

  it('names the process that holds the data directory, which goes on', async () => {
    const dataDir = join(directory, 'held')
    const holder = await startTouchline(dataDir)
    try {
      expect(await refusal(1, ['serve'], {}, dataDir)).toBe(
        `The data directory ${dataDir} is in use by process ${holder.child.pid}. Stop it, or set TOUCHLINE_DATA_DIR to another directory.`,
      )
      expect((await fetch(`${holder.collector}/readyz`)).status).toBe(200)
    } finally {
      expect(await holder.end('SIGTERM')).toEqual({ code: 0, signal: null })
    }
  })

  it.each([['serve'], ['demo'], ['site', 'list'], ['migrate']])(
    'names TOUCHLINE_DATA_DIR when a file lies there: %s',
    async (...args) => {
      const file = fileNamed('a-file')
      expect(await refusal(1, args, {}, file)).toMatch(
        /data directory .*a-file.* cannot be used: .*Set TOUCHLINE_DATA_DIR to/,
      )
    },
  )

  it.each(['spool', 'engine'])('names the path when a file lies where the %s belongs', async (name) => {
    const dataDir = mkdtempSync(join(directory, 'data-'))
    writeFileSync(join(dataDir, name), '')
    const sentence = await refusal(1, ['serve'], {}, dataDir)
    expect(sentence).toContain(`'${join(dataDir, name)}'`)
    expect(sentence).toContain('Check what is at that path')
  })
})

describe('an engine that cannot be had', () => {
  const preload = new URL('./without-engine-library.mjs', import.meta.url)
  const withoutLibrary = { NODE_OPTIONS: `--import=${preload}` }
  const own = () => ({
    CLICKHOUSE_URL: engine.url,
    CLICKHOUSE_USER: 'touchline',
    CLICKHOUSE_PASSWORD: engine.ownerPassword,
  })

  it('names CLICKHOUSE_URL, which does without the library', async () => {
    for (const args of [['serve'], ['demo'], ['site', 'list']]) {
      expect(await refusal(1, args, withoutLibrary)).toMatch(
        /npm package @chdb\/lib-.* is not installed .*set CLICKHOUSE_URL/,
      )
    }
    const listed = await touchline(unused, ['site', 'list', '--json'], { ...withoutLibrary, ...own() })
    expect(listed).toEqual({ code: 0, stdout: '[]\n', stderr: '' })
  })

  it.each([['serve'], ['site', 'list']])('names CLICKHOUSE_URL when nothing answers there: %s', async (...args) => {
    const gone = createServer().listen(0, '127.0.0.1')
    await once(gone, 'listening')
    const url = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`
    gone.close()
    await once(gone, 'close')
    expect(await refusal(1, args, { CLICKHOUSE_URL: url })).toBe(
      `ClickHouse at ${url} does not answer (ECONNREFUSED). Check CLICKHOUSE_URL and that the server runs.`,
    )
  })

  it.each([['serve'], ['site', 'list']])(
    'names the variables when the server refuses the password: %s',
    async (...args) => {
      const sentence = await refusal(1, args, { ...own(), CLICKHOUSE_PASSWORD: 'guessed' })
      expect(sentence).toContain(`ClickHouse at ${engine.url} refused user "touchline"`)
      expect(sentence).toMatch(/Check CLICKHOUSE_USER and CLICKHOUSE_PASSWORD\.$/)
      expect(sentence).not.toContain('guessed')
    },
  )
})
