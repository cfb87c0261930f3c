import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createGzip } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url))
const directory = mkdtempSync(join(tmpdir(), 'touchline-import-'))
const started: ChildProcess[] = []

function touchline(...args: string[]) {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, TOUCHLINE_DATA_DIR: join(directory, 'store') }
  const child = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  started.push(child)
  return child
}

/** Runs a command to its end. */
async function run(...args: string[]) {
  const child = touchline(...args)
  const exited = once(child, 'exit')
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  const [code] = await exited
  return { code, stdout, stderr }
}

async function imported(...args: string[]) {
  const { code, stdout } = await run('import', ...args, '--site', 'shop', '--json')
  const result = JSON.parse(stdout) as { accepted: number; duplicates: number; rejected: number }
  return { ...result, code }
}

beforeAll(async () => {
  const { code, stderr } = await run('site', 'add', 'shop')
  expect(stderr).toBe('')
  expect(code).toBe(0)
})
afterAll(() => {
  for (const child of started) child.kill('SIGKILL')
  rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

describe('touchline import', () => {
  it('that was killed half way is run again: every line is stored once', async () => {
    const lines = 200_000
    const file = join(directory, 'history.ndjson.gz')
    await pipeline(Readable.from(history(lines)), createGzip({ level: 1 }), createWriteStream(file))
    const killed = touchline('import', file, '--site', 'shop')
    const exited = once(killed, 'exit')
    // The first progress: some batches are stored, others are not.
    await once(killed.stderr, 'data')
    killed.kill('SIGKILL')
    expect(await exited).toEqual([null, 'SIGKILL'])

    const { accepted, duplicates, rejected, code } = await imported(file)
    expect(code).toBe(0)
    expect(accepted).toBeGreaterThan(0)
    expect(duplicates).toBeGreaterThan(0)
    expect(accepted + duplicates).toBe(lines)
    expect(rejected).toBe(0)
    expect(await imported(file)).toMatchObject({ accepted: 0, duplicates: lines, rejected: 0 })
  })

  it('maps the exports of other tools, and says which lines it could not map', async () => {
    const file = join(directory, 'segment.ndjson')
    const call = { anonymousId: 'a1', timestamp: '2026-03-01T10:03:00.000Z', messageId: 'm1', type: 'track' }
    const calls = [
      { ...call, event: 'Order Completed' },
      { ...call, type: 'group' },
    ]
    writeFileSync(file, calls.map((line) => JSON.stringify(line)).join('\n'))
    expect(await imported(file, '--format', 'segment')).toMatchObject({
      code: 1,
      accepted: 1,
      rejected: 1,
      errors_sample: [{ line: 2, reason: expect.stringContaining('group') }],
    })
    const { code, stderr } = await run('import', file, '--site', 'shop', '--format', 'matomo')
    expect(code).toBe(2)
    expect(stderr).toContain('segment')
  })
})

function* history(lines: number) {
  for (let i = 0; i < lines; i++) {
    const visitor_id = `v${i % 5000}`
    yield `${JSON.stringify({ name: 'page_view', occurred_at: 1_767_225_600_000 + i * 1000, visitor_id, page: { path: `/p/${i % 100}` } })}\n`
  }
}
