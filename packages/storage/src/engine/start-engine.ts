import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { StorageError } from '../storage-error.js'
import { type EngineConfig, writeEngineConfig } from './engine-config.js'
import { engineLibrary } from './engine-library.js'

export interface Engine {
  /** Address of its HTTP interface, on loopback. */
  url: string
  ownerPassword: string
  readerPassword: string
  /** Process id of the running child; changes when the engine is restarted. */
  pid(): number | undefined
  close(): Promise<void>
}

export interface StartEngineOptions {
  /** Where it keeps its files. */
  directory: string
  /** Told about every unexpected end of the engine and every restart. */
  onEvent?: (event: { event: 'engine_died' | 'engine_restarted'; detail: string }) => void
  /** How long the first answer may take. */
  startTimeoutMs?: number
}

// The query that keeps the program alive: `file('-')` is not granted to the passwordless user.
const stayAlive =
  'SELECT sleepEachRow(0.5) FROM numbers(1000000000) FORMAT Null SETTINGS max_block_size = 1, function_sleep_max_microseconds_per_block = 0'

/** Starts the embedded engine and keeps it running until `close`; restarted on the same port when it dies. */
export async function startEngine(options: StartEngineOptions): Promise<Engine> {
  const library = engineLibrary()
  const config = writeEngineConfig(options.directory)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const startTimeoutMs = options.startTimeoutMs ?? 30_000
  let closing = false
  let child = await launch()

  async function launch(): Promise<ChildProcess> {
    const began = Date.now()
    const deadline = began + startTimeoutMs
    for (;;) {
      const started = spawnEngine(library, config, port)
      const problem = await answers(started, url, deadline)
      if (problem === undefined) {
        started.process.once('exit', onExit)
        return started.process
      }
      // The engine of a parent that crashed a moment ago may still be letting go of the directory.
      if (!problem.includes('Code: 76') || Date.now() - began > 5000) throw engineFailed(problem, options.directory)
      await delay(100)
    }
  }

  function onExit(code: number | null, signal: NodeJS.Signals | null) {
    if (closing) return
    options.onEvent?.({ event: 'engine_died', detail: signal ?? `exit code ${code}` })
    void restart()
  }

  async function restart() {
    for (let wait = 100; !closing; wait = Math.min(wait * 2, 10_000)) {
      try {
        child = await launch()
        if (closing) child.kill('SIGKILL')
        options.onEvent?.({ event: 'engine_restarted', detail: `pid ${child.pid}` })
        return
      } catch (error) {
        options.onEvent?.({ event: 'engine_died', detail: error instanceof Error ? error.message : String(error) })
        await delay(wait)
      }
    }
  }

  return {
    url,
    ownerPassword: config.ownerPassword,
    readerPassword: config.readerPassword,
    pid: () => child.pid,
    async close() {
      if (closing) return
      closing = true
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.stdin?.end()
      await exited
    },
  }
}

interface StartedEngine {
  process: ChildProcess
  output(): string
}

function spawnEngine(library: string, config: EngineConfig, port: number): StartedEngine {
  const script = createRequire(import.meta.url).resolve('@touchline/storage/engine-child')
  // The path is given twice: without the one after `--` the data goes to a temporary directory.
  const args = [
    `--path=${config.dataPath}`,
    `--http_port=${port}`,
    '--listen_host=127.0.0.1',
    `--config-file=${config.configFile}`,
    '--multiquery',
    '--query',
    `SYSTEM START LISTEN HTTP; ${stayAlive}`,
    '--',
    `--path=${config.dataPath}`,
  ]
  const process = spawn(globalThis.process.execPath, [script, library, ...args], { stdio: ['pipe', 'ignore', 'pipe'] })
  let output = ''
  process.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-4000)
  })
  process.stdin?.on('error', () => {})
  return { process, output: () => output }
}

/** Waits for the engine's first answer; the text of its failure otherwise. */
async function answers(engine: StartedEngine, url: string, deadline: number): Promise<string | undefined> {
  let ended: string | undefined
  engine.process.once('exit', (code, signal) => {
    ended = engine.output() || `it ended with ${signal ?? code}`
  })
  while (Date.now() < deadline) {
    if (ended !== undefined) return ended
    try {
      if ((await fetch(`${url}/ping`, { signal: AbortSignal.timeout(2000) })).ok) return undefined
    } catch {
      await delay(25)
    }
  }
  engine.process.kill('SIGKILL')
  return `no answer in time. ${engine.output()}`
}

function engineFailed(problem: string, directory: string): StorageError {
  if (problem.includes('Code: 76')) {
    return new StorageError(
      'locked',
      `Another process holds the engine's files in ${directory}. Stop it, or set TOUCHLINE_DATA_DIR to another directory.`,
    )
  }
  return new StorageError('engine_failed', `The embedded ClickHouse engine did not start: ${problem.trim()}`)
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
