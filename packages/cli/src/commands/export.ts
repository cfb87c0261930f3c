import { once } from 'node:events'
import { exportPerson } from '@touchline/storage'
import { CliError } from '../cli-error.js'
import type { Settings } from '../config.js'
import { withDatabase } from '../open-database.js'
import { type PersonOptions, personOf } from '../person-option.js'
import { requireSite } from '../require-site.js'

/** Prints the events of a visitor or user as lines that can be imported again. */
export async function exportEvents(settings: Settings, options: PersonOptions): Promise<void> {
  const { person, name } = personOf(options)
  const lines = await withDatabase(settings, async ({ owner, reader }) => {
    await requireSite(owner, options.site)
    let written = 0
    for await (const line of exportPerson(reader, options.site, person)) {
      if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
      written++
    }
    return written
  })
  if (lines === 0) throw new CliError(`Site ${options.site} has no events of ${name}.`)
  process.stderr.write(`${lines} events of ${name}\n`)
}
