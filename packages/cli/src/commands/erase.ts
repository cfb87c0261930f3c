import { erasePerson } from '@touchline/storage'
import type { Settings } from '../config.js'
import { withDatabase } from '../open-database.js'
import { type PersonOptions, personOf } from '../person-option.js'
import { requireSite } from '../require-site.js'

/** Erases a visitor or user from a site, and keeps imports and replays from bringing them back. */
export async function erase(settings: Settings, options: PersonOptions & { json?: boolean }): Promise<void> {
  const { person, name } = personOf(options)
  const erasure = await withDatabase(settings, async ({ owner }) => {
    await requireSite(owner, options.site)
    return erasePerson(owner, options.site, person, Date.now())
  })
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ site_id: options.site, ...person, ...erasure })}\n`)
    return
  }
  const { events, dead_letters, visitors, erased_at } = erasure
  process.stdout.write(
    `Erased ${name} from site ${options.site}: ${events} events and ${dead_letters} dead letters of ${visitors} browsers and daily hashes.\n` +
      `Imports and replays do not bring them back; what happens after ${erased_at} counts again.\n`,
  )
}
