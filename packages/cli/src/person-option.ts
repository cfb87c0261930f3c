import type { Person } from '@touchline/storage'
import { CliError } from './cli-error.js'

export interface PersonOptions {
  site: string
  visitor?: string
  user?: string
}

/**
 * Whom the options name, and how to say it.
 * @throws CliError unless it is one visitor or one user
 */
export function personOf({ visitor, user }: PersonOptions): { person: Person; name: string } {
  if (Boolean(visitor) === Boolean(user)) throw new CliError('Say who: --visitor ID or --user ID, one of them.', 2)
  return visitor ? { person: { visitor }, name: `visitor "${visitor}"` } : { person: { user }, name: `user "${user}"` }
}
