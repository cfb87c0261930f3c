import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
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
  /** What it wrote to standard error so far: its log. */
  log(): string
  /** Process ids of its children: the engine. */
  children(): number[]
  /** Sends a signal and answers how the process ended. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  /** kill -9 of the process and of its engine, and waits until both are gone. */
  killAll(): Promise<void>
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

// A test that fails may leave its processes behind; they end with the tests at the latest.
const alive = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of alive) child.kill('SIGKILL')
})

/** Starts `touchline serve`, or one half of it, on free ports and waits for its ready line. */
export async function startTouchline(
  dataDir: string,
  more: Record<string, string> = {},
  command: 'serve' | 'collect' | 'dashboard' = 'serve',
): Promise<TouchlineProcess> {
  const child = spawn(process.execPath, [main, command], {
    env: environment(dataDir, more),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text
  })
  alive.add(child)
  child.once('exit', () => alive.delete(child))
  const exited = once(child, 'exit')
  const line = once(createInterface(child.stdout), 'line')
  const first = await Promise.race([
    line,
    exited.then(([code]) => Promise.reject(new Error(`${command} ended with ${code}: ${log}`))),
  ])
  const { event, ...addresses } = JSON.parse(first[0] as string) as Addresses & { event: string }
  if (event !== 'ready') throw new Error(`the first line of ${command} is ${first[0]}`)
  const children = () => childrenOf(child.pid as number)
  return {
    ...addresses,
    child,
    log: () => log,
    children,
    async end(signal) {
      child.kill(signal)
      const [code, endedBy] = await exited
      return { code, signal: endedBy }
    },
    async killAll() {
      for (const pid of children()) killQuietly(pid)
      child.kill('SIGKILL')
      await exited
    },
  }
}

function childrenOf(parent: number): number[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
  const rows = table.split('\n').map((row) => row.trim().split(/\s+/).map(Number))
  return rows.filter(([, ppid]) => ppid === parent).map(([pid]) => pid as number)
}

// It may have ended between being listed and now.
function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
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

/** The value of one of the collector's metrics without labels. */
export async function metric(server: Pick<Addresses, 'metrics'>, name: string): Promise<number> {
  const text = await (await fetch(`${server.metrics}/metrics`)).text()
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
}
