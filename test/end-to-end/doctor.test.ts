import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { addSite, startTouchline, touchline } from '../support/touchline-process.js'

const root = mkdtempSync(join(tmpdir(), 'touchline-doctor-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const dataDir = join(root, 'installation')

interface Answer {
  healthy: boolean
  findings: { check: string; state: 'well' | 'note' | 'sick'; sentence: string }[]
}
async function examine(directory = dataDir, more: Record<string, string> = {}) {
  const { code, stdout, stderr } = await touchline(directory, ['doctor', '--json'], more)
  expect(stderr).toBe('')
  const { healthy, findings } = JSON.parse(stdout) as Answer
  expect(code).toBe(healthy ? 0 : 1)
  const about = (check: string) => findings.filter((finding) => finding.check === check).map(({ sentence }) => sentence)
  return { healthy, about, sick: findings.filter(({ state }) => state === 'sick') }
}

describe('touchline doctor', () => {
  it('finds a directory that is not there yet healthy, and leaves it so', async () => {
    const { healthy, about, sick } = await examine()
    expect(sick).toEqual([])
    expect(healthy).toBe(true)
    expect(about('data directory')).toEqual([expect.stringContaining('does not exist yet')])
    expect(about('data directory')).toEqual((await examine()).about('data directory'))
  })

  it('finds an installation healthy, running and not', async () => {
    const server = await startTouchline(dataDir)
    await addSite(dataDir, ['new-shop'])
    const running = await examine()
    expect(running.sick).toEqual([])
    expect(running.about('data directory').join()).toContain(`Process ${server.child.pid} serves`)
    expect(running.about('engine').join()).toMatch(/ClickHouse \d+\.\d+.* answers/)
    expect(running.about('collector')).toEqual(['The collector takes events.'])
    expect(running.about('spool')).toEqual(['0 events wait for ClickHouse.'])
    expect(running.about('sites').join()).toContain('new-shop has no events')
    expect(running.about('ports').join()).toContain(`The running server has ${server.collector}.`)
    await server.end('SIGTERM')
    const stopped = await examine()
    expect(stopped.sick).toEqual([])
    expect(stopped.about('tables')).toEqual(['The tables are up to date.'])
    expect(stopped.about('spool')).toEqual(['Nothing waits in the spool.'])
    const { stdout } = await touchline(dataDir, ['doctor'])
    expect(stdout).toMatch(/Healthy\.\n$/)
  })

  it('names every setting that is wrong', async () => {
    const { sick } = await examine(dataDir, { TOUCHLINE_PORT: 'eighty', TOUCHLINE_LOG_LEVEL: 'loud' })
    expect(sick).toEqual([
      { check: 'settings', state: 'sick', sentence: expect.stringMatching(/TOUCHLINE_PORT[\s\S]*TOUCHLINE_LOG_LEVEL/) },
    ])
  })

  it('says whose a port is', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const { sick } = await examine(dataDir, { TOUCHLINE_REPORTS_PORT: String(port) })
    expect(sick.map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining(`Port ${port} on 127.0.0.1 is taken by`),
    ])
    if (process.platform === 'linux') expect(sick[0]?.sentence).toContain(`process ${process.pid} (`)
    other.close()
  })

  it('says that ClickHouse does not answer', async () => {
    const { sick } = await examine(dataDir, { CLICKHOUSE_URL: 'http://127.0.0.1:9' })
    expect(sick).toEqual([{ check: 'engine', state: 'sick', sentence: expect.stringContaining('does not answer') }])
  })

  it('finds damaged groups that were moved aside, and a data directory that is a file', async () => {
    const directory = join(root, 'damaged')
    mkdirSync(join(directory, 'spool'), { recursive: true })
    writeFileSync(join(directory, 'spool', 'damaged-7-1.group'), 'x')
    const damaged = await examine(directory)
    expect(damaged.sick.map(({ sentence }) => sentence)).toEqual([expect.stringContaining('1 damaged groups')])
    const file = join(root, 'file')
    writeFileSync(file, '')
    const { sick } = await examine(file)
    expect(sick).toEqual([{ check: 'data directory', state: 'sick', sentence: expect.stringContaining('is a file') }])
  })
})
