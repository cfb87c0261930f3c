import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { environment, main } from '../support/touchline-process.js'
import { until } from '../support/until.js'

const dataDir = mkdtempSync(join(tmpdir(), 'touchline-demo-'))
const started: ChildProcess[] = []
afterAll(() => {
  for (const { pid } of started) endGroup(pid)
  rmSync(dataDir, { recursive: true, force: true })
})

function endGroup(pid: number | undefined) {
  try {
    if (pid) process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended, as it should.
  }
}

/** Starts `touchline demo` as a terminal does: in a process group of its own, which Ctrl-C is sent to as a whole. */
function startDemo() {
  const child = spawn(process.execPath, [main, 'demo'], {
    env: environment(dataDir),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const printed = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text
    })
  }
  const prints = (name: 'stdout' | 'stderr', pattern: RegExp) =>
    until(
      async () => ({ found: pattern.exec(printed[name])?.[1], exitCode: child.exitCode, ...printed }),
      ({ found, exitCode }) => found !== undefined || exitCode !== null,
      // Two months are loaded meanwhile.
      90_000,
    )
  return {
    printed,
    prints,
    /** The processes that it runs on: itself and the engine. */
    processes: () => [child.pid as number, ...childrenOf(child.pid as number)],
    async pressCtrlC() {
      process.kill(-(child.pid as number), 'SIGINT')
      const [code, signal] = await exited
      return { code, signal }
    },
  }
}

function childrenOf(parent: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const pairs = table.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  return pairs.filter(([, ppid]) => ppid === parent).map(([pid]) => pid as number)
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const dashboard = /Dashboard +(http:\S+\/sign-in\?key=tl_read_\S+)/
const readKey = (address: string | undefined) => new URL(address ?? '').searchParams.get('key')

/** How many persons the demo's journey begins with. */
async function persons(address: string): Promise<number> {
  const { origin } = new URL(address)
  const answer = await fetch(`${origin}/v1/reports/journey`, {
    headers: { authorization: `Bearer ${readKey(address)}` },
  })
  expect(answer.status).toBe(200)
  const { rows } = (await answer.json()) as { rows: { reached: number }[] }
  return rows[0]?.reached ?? 0
}

describe('touchline demo', () => {
  it('ends at Ctrl-C with everything that it started, also while it loads, and loads its past once', async () => {
    const interrupted = startDemo()
    await interrupted.prints('stderr', /(Simulating a shop \d+%)/)
    const processes = interrupted.processes()
    expect(processes).toHaveLength(2)
    expect(await interrupted.pressCtrlC()).toEqual({ code: 0, signal: null })
    expect(processes.filter(isRunning)).toEqual([])
    expect(interrupted.printed.stdout).toBe('')
    expect(interrupted.printed.stderr).not.toContain('100%')

    const first = startDemo()
    const { found: address = '' } = await first.prints('stdout', dashboard)
    expect(first.printed.stderr).toContain('Simulating a shop 100%')
    const loaded = await persons(address)
    expect(loaded).toBeGreaterThan(3000)
    const shop = /Example shop +(\S+)/.exec(first.printed.stdout)?.[1] ?? ''
    expect(await (await fetch(shop)).text()).toContain('/touchline.js')
    const running = first.processes()
    expect(running).toHaveLength(2)
    expect(await first.pressCtrlC()).toEqual({ code: 0, signal: null })
    expect(running.filter(isRunning)).toEqual([])

    const second = startDemo()
    const { found: later = '' } = await second.prints('stdout', dashboard)
    expect(second.printed.stderr).not.toContain('Simulating')
    expect(readKey(later)).toBe(readKey(address))
    expect(await persons(later)).toBe(loaded)
    expect(await second.pressCtrlC()).toEqual({ code: 0, signal: null })
  })
})
