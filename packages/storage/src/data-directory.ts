import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { accessSync, constants, mkdirSync, realpathSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { StorageError } from './storage-error.js'

/** What a running process tells others on the same machine that open its data directory. */
export interface RunningProcess {
  pid: number
  collector?: string
  reports?: string
  metrics?: string
  /** Address of its embedded engine; the passwords lie in the data directory. */
  engine?: string
}

export interface DataDirectory {
  path: string
  /** Replaces what others are told. */
  announce(running: Omit<RunningProcess, 'pid'>): void
  release(): Promise<void>
}

/**
 * Takes the data directory for this process. The lock is a socket that this process listens on: unlike a file with a
 * process id it cannot outlive a kill -9, and whoever finds it taken can ask it where the running process answers.
 * @throws StorageError `locked` when another process has it, `unreadable` when it cannot be written
 */
export async function takeDataDirectory(path: string): Promise<DataDirectory> {
  makeDirectory(path)
  const socket = socketPath(path)
  let running: RunningProcess = { pid: process.pid }
  const server = createServer((connection) => {
    connection.on('error', () => {})
    connection.end(JSON.stringify(running))
  })
  for (let attempt = 0; ; attempt++) {
    server.listen(socket)
    try {
      await once(server, 'listening')
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || attempt > 0) throw unreadable(path, error)
      const other = await findRunning(path)
      if (other) throw locked(path, other)
      rmSync(socket, { force: true })
    }
  }
  server.unref()
  return {
    path,
    announce(next) {
      running = { pid: process.pid, ...next }
    },
    async release() {
      server.close()
      await once(server, 'close')
    },
  }
}

/** The process that has taken a data directory, if any. */
export async function findRunning(path: string): Promise<RunningProcess | undefined> {
  try {
    const connection = connect(socketPath(path))
    await once(connection, 'connect')
    return JSON.parse(await text(connection)) as RunningProcess
  } catch {
    return undefined
  }
}

function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    accessSync(path, constants.R_OK | constants.W_OK)
  } catch (error) {
    throw unreadable(path, error)
  }
}

function socketPath(path: string): string {
  const real = realpathSync(path)
  const hash = createHash('sha256').update(real).digest('hex').slice(0, 24)
  if (process.platform === 'win32') return `\\\\.\\pipe\\touchline-${hash}`
  const beside = join(real, 'process.sock')
  // The kernel allows about 100 bytes for a socket's path.
  return Buffer.byteLength(beside) < 100 ? beside : join(tmpdir(), `touchline-${hash}.sock`)
}

const locked = (path: string, other: RunningProcess) =>
  new StorageError(
    'locked',
    `The data directory ${path} is in use by process ${other.pid}. Stop it, or set TOUCHLINE_DATA_DIR to another directory.`,
  )

const unreadable = (path: string, cause: unknown) =>
  new StorageError(
    'unreadable',
    `The data directory ${path} cannot be used: ${cause instanceof Error ? cause.message : cause}. Set TOUCHLINE_DATA_DIR to a directory that this user can write.`,
    { cause },
  )
