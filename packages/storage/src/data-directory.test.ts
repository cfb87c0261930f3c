import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { findRunning, takeDataDirectory } from './data-directory.js'

const root = mkdtempSync(join(tmpdir(), 'touchline-dir-'))
afterAll(() => rmSync(root, { recursive: true }))

describe('takeDataDirectory', () => {
  it('lets one process in, tells others where it answers, and lets the next in after release', async () => {
    const path = join(root, 'one')
    const directory = await takeDataDirectory(path)
    directory.announce({ collector: 'http://127.0.0.1:8080' })
    expect(await findRunning(path)).toEqual({ pid: process.pid, collector: 'http://127.0.0.1:8080' })
    await expect(takeDataDirectory(path)).rejects.toMatchObject({
      kind: 'locked',
      message: expect.stringContaining(`process ${process.pid}`),
    })
    await directory.release()
    expect(await findRunning(path)).toBeUndefined()
    await (await takeDataDirectory(path)).release()
  })

  it('is free again after kill -9 of its holder', async () => {
    const path = join(root, 'killed')
    const module = new URL('../dist/data-directory.js', import.meta.url)
    const script = `const { takeDataDirectory } = await import(${JSON.stringify(module.href)})
      await takeDataDirectory(${JSON.stringify(path)}); console.log('taken'); setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    expect((await findRunning(path))?.pid).toBe(child.pid)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(existsSync(join(path, 'process.sock'))).toBe(true)
    await (await takeDataDirectory(path)).release()
  })

  it('works in a directory whose path is longer than a socket may have', async () => {
    const path = join(root, 'x'.repeat(120))
    const directory = await takeDataDirectory(path)
    await expect(takeDataDirectory(path)).rejects.toMatchObject({ kind: 'locked' })
    await directory.release()
  })

  it('names the variable when the directory cannot be used', async () => {
    const file = join(root, 'a-file')
    writeFileSync(file, '')
    await expect(takeDataDirectory(join(file, 'below'))).rejects.toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('TOUCHLINE_DATA_DIR'),
    })
  })
})
