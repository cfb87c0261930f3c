import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The random secret of an installation, kept in its data directory for its owner alone; made when there is none. */
export function installationSecret(dataDirectory: string): string {
  const file = join(dataDirectory, 'secret')
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    const secret = randomBytes(32).toString('base64url')
    writeFileSync(file, secret, { mode: 0o600, flag: 'wx', flush: true })
    return secret
  }
}
