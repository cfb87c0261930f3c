import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, describe, expect, it } from 'vitest'
import { recentKey } from './recent-ids.js'
import { openSpool, type SpoolDamage, type SpoolGroup } from './spool.js'
import { newId } from './test-support/make-event.js'

const root = mkdtempSync(join(tmpdir(), 'touchline-spool-'))
afterAll(() => rmSync(root, { recursive: true }))
const newDirectory = () => mkdtempSync(join(root, 'spool-'))
const text = (groups: SpoolGroup[]) => groups.map(({ lines }) => lines).join('')
const last = (groups: SpoolGroup[]) => groups.at(-1)?.sequence as number

describe('openSpool', () => {
  it('answers groups in order until they are removed, also after a restart', async () => {
    const directory = newDirectory()
    const first = openSpool({ directory })
    for (const line of ['a\n', 'b\nb\n', 'c\n']) await first.append(line, line.length / 2)
    expect(first.backlog()).toEqual({ groups: 3, events: 4, bytes: 8 })
    const [a, b] = first.read(3)
    expect(text([a, b] as SpoolGroup[])).toBe('a\nb\nb\n')
    expect(first.read(1)).toHaveLength(1)
    await first.remove((a as SpoolGroup).sequence, [])
    await first.close()

    const second = openSpool({ directory })
    expect(second.backlog()).toEqual({ groups: 2, events: 3, bytes: 6 })
    await second.append('d\n', 1)
    const rest = second.read(100)
    expect(text(rest)).toBe('b\nb\nc\nd\n')
    await second.remove(last(rest), [])
    expect(second.backlog()).toEqual({ groups: 0, events: 0, bytes: 0 })
    expect(second.read(100)).toEqual([])
    await second.close()
  })

  it('commits what arrives meanwhile as one group', async () => {
    const spool = openSpool({ directory: newDirectory() })
    const appends = Array.from({ length: 500 }, (_, i) => spool.append(`${i}\n`, 1))
    await Promise.all(appends)
    expect(spool.backlog()).toMatchObject({ groups: 1, events: 500 })
    await spool.close()
  })

  it('refuses what would pass its cap, and takes it once there is room', async () => {
    const spool = openSpool({ directory: newDirectory(), maxBytes: 1000 })
    const line = `${'x'.repeat(599)}\n`
    await spool.append(line, 1)
    await expect(spool.append(line, 1)).rejects.toMatchObject({ kind: 'full' })
    await spool.remove(last(spool.read(1)), [])
    await spool.append(line, 1)
    await spool.close()
    await expect(spool.append(line, 1)).rejects.toMatchObject({ kind: 'closed' })
  })

  it('refuses when the disk is nearly full', async () => {
    const spool = openSpool({ directory: newDirectory(), minFreeBytes: Number.MAX_SAFE_INTEGER })
    expect(spool.problem()).toMatchObject({ kind: 'disk_full' })
    await expect(spool.append('x\n', 1)).rejects.toMatchObject({ kind: 'disk_full' })
    await spool.close()
  })

  it('has every acknowledged group after kill -9 of the writer', async () => {
    const directory = newDirectory()
    const module = new URL('../dist/index.js', import.meta.url).href
    const script = `const { openSpool } = await import(${JSON.stringify(module)})
      const spool = openSpool({ directory: ${JSON.stringify(directory)} })
      const write = async (writer) => {
        for (let i = 0; ; i++) {
          await spool.append('line-' + writer + '-' + i + '-' + 'x'.repeat(i % 3000) + '\\n', 1)
          process.stdout.write(writer + ' ' + i + '\\n')
        }
      }
      for (let writer = 0; writer < 20; writer++) void write(writer)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const acknowledged: string[] = []
    const lines = createInterface({ input: child.stdout })
    for await (const line of lines) {
      acknowledged.push(line)
      if (acknowledged.length === 3000) child.kill('SIGKILL')
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    expect(child.signalCode).toBe('SIGKILL')

    const damages: SpoolDamage[] = []
    const spool = openSpool({ directory, onDamage: (damage) => damages.push(damage) })
    const kept = new Set(
      text(spool.read(1e6))
        .split('\n')
        .map((line) => line.split('-').slice(1, 3).join(' ')),
    )
    expect(acknowledged.length).toBeGreaterThanOrEqual(3000)
    expect(acknowledged.filter((line) => !kept.has(line))).toEqual([])
    expect(damages).toEqual([])
    await spool.close()
  })

  it('moves a damaged group aside and goes on with the next', async () => {
    const directory = newDirectory()
    const before = openSpool({ directory })
    for (const letter of ['a', 'b', 'c']) await before.append(`${letter.repeat(9000)}\n`, 3)
    await before.close()

    const file = join(directory, 'spool.mdb')
    const bytes = readFileSync(file)
    const place = bytes.indexOf('b'.repeat(9000))
    expect(place).toBeGreaterThan(0)
    bytes[place + 4000] = (bytes[place + 4000] as number) ^ 0x10
    writeFileSync(file, bytes)

    const damages: SpoolDamage[] = []
    const after = openSpool({ directory, onDamage: (damage) => damages.push(damage) })
    expect(text(after.read(100)).replaceAll(/(.)\1+/g, '$1')).toBe('a\nc\n')
    expect(damages).toMatchObject([{ events: 3, bytes: 9001 }])
    expect(after.backlog()).toEqual({ groups: 2, events: 6, bytes: 18_002 })
    const [moved] = readdirSync(directory).filter((name) => name.startsWith('damaged-'))
    expect(readFileSync(join(directory, moved as string), 'latin1')).toContain(`b${String.fromCharCode(0x62 ^ 0x10)}b`)
    await after.remove(last(after.read(100)), [])
    expect(after.backlog().groups).toBe(0)
    await after.close()
  })
})

describe('recent ids', () => {
  it('are known for 48 hours, also after a restart, and for their site alone', async () => {
    const directory = newDirectory()
    let time = Date.now()
    const now = () => time
    const id = newId()
    const key = recentKey('shop', id)
    const before = openSpool({ directory, now })
    await before.append('x\n', 1)
    expect(before.isRecent(key)).toBe(false)
    await before.remove(last(before.read(1)), [key])
    expect(before.isRecent(key)).toBe(true)
    expect(before.isRecent(recentKey('other', id))).toBe(false)
    await before.close()

    const after = openSpool({ directory, now })
    time += 48 * 3_600_000
    await after.remove(0, [])
    expect(after.isRecent(key)).toBe(true)
    time += 2000
    await after.remove(0, [])
    expect(after.isRecent(key)).toBe(false)
    await after.close()
  })

  it('are bounded: above the cap the oldest go first', async () => {
    const spool = openSpool({ directory: newDirectory(), maxRecentIds: 100 })
    const keys = Array.from({ length: 300 }, (_, i) => recentKey('shop', newId(Date.now() + i)))
    for (let start = 0; start < keys.length; start += 50) await spool.remove(0, keys.slice(start, start + 50))
    expect(keys.filter((key) => spool.isRecent(key))).toEqual(keys.slice(200))
    await spool.close()
  })

  it('are pruned in steps whatever their number', async () => {
    let time = Date.now()
    const spool = openSpool({ directory: newDirectory(), now: () => time })
    const old = Array.from({ length: 1000 }, () => recentKey('shop', newId()))
    await spool.remove(0, old)
    time += 49 * 3_600_000
    const young = Array.from({ length: 1000 }, () => recentKey('shop', newId(time)))
    for (let start = 0; start < young.length; start += 50) await spool.remove(0, young.slice(start, start + 50))
    expect(old.filter((key) => spool.isRecent(key))).toEqual([])
    expect(young.filter((key) => !spool.isRecent(key))).toEqual([])
    await spool.close()
  })
})
