import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** The built command line. */
export const main = fileURLToPath(new URL('../../packages/cli/dist/main.js', import.meta.url))

export interface Addresses {
  collector: string
  reports: string
  metrics: string
}

export interface TouchlineProcess extends Addresses {
  child: ChildProcess
  /** Sends a signal and answers how the process ended. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

/** The environment of a process: only what is said here, on free ports. */
export const environment = (dataDir: string, more: Record<string, string> = {}) => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  TOUCHLINE_DATA_DIR: dataDir,
  TOUCHLINE_PORT: '0',
  TOUCHLINE_REPORTS_PORT: '0',
  TOUCHLINE_METRICS_PORT: '0',
  TOUCHLINE_LOG_LEVEL: 'warn',
  ...more,
})

/** Starts `touchline serve` on free ports and waits for its ready line. */
export async function startTouchline(dataDir: string, more: Record<string, string> = {}): Promise<TouchlineProcess> {
  const child = spawn(process.execPath, [main, 'serve'], {
    env: environment(dataDir, more),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const line = once(createInterface(child.stdout), 'line')
  const first = await Promise.race([
    line,
    exited.then(([code]) => Promise.reject(new Error(`serve ended with ${code}`))),
  ])
  const { event, ...addresses } = JSON.parse(first[0] as string) as Addresses & { event: string }
  if (event !== 'ready') throw new Error(`the first line of serve is ${first[0]}`)
  return {
    ...addresses,
    child,
    async end(signal) {
      child.kill(signal)
      const [code, endedBy] = await exited
      return { code, signal: endedBy }
    },
  }
}

/** Runs one command to its end. Never rejects: a failing command is an answer too. */
export async function touchline(dataDir: string, args: string[], more: Record<string, string> = {}) {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [main, ...args], {
      env: environment(dataDir, more),
      // One that should have failed and runs instead must not outlive its test.
      timeout: 50_000,
      killSignal: 'SIGKILL',
    })
    return { code: 0, stdout, stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number | null; stdout: string; stderr: string }
    return { code, stdout, stderr }
  }
}

export interface SiteKeys {
  site_id: string
  write_key: string
  server_key: string
  read_key: string
}

/** Adds a site, given as its id and options, and answers its keys. */
export async function addSite(dataDir: string, site: string[], more?: Record<string, string>): Promise<SiteKeys> {
  const { code, stdout, stderr } = await touchline(dataDir, ['site', 'add', ...site, '--json'], more)
  if (code !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as SiteKeys
}
