import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { StorageError } from '../storage-error.js'

/** Where the engine's shared library is, from the npm package for this platform. */
export function engineLibrary(platform = process.platform, arch = process.arch): string {
  const name = `@chdb/lib-${platform}-${arch}${platform === 'linux' ? '-gnu' : ''}`
  try {
    const file = join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'libchdb.so')
    if (existsSync(file)) return file
  } catch {
    // not installed: the sentence below says what to do
  }
  throw new StorageError(
    'engine_missing',
    `The embedded ClickHouse engine (npm package ${name}) is not installed or does not exist for this platform. ` +
      'Install again without --no-optional, or set CLICKHOUSE_URL to a ClickHouse server of your own.',
  )
}
