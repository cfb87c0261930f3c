import { replayDeadLetters } from '@touchline/collector'
import { type DeadLetterRecord, listDeadLetters } from '@touchline/storage'
import Table from 'cli-table3'
import type { Settings } from '../config.js'
import { withDatabase } from '../open-database.js'
import { requireSite } from '../require-site.js'

interface DeadLetterOptions {
  site: string
  reason?: string
  id?: string[]
  json?: boolean
}

const pageLetters = 1000

/** Lists what could not be stored, oldest first, with why. */
export async function showDeadLetters(settings: Settings, options: DeadLetterOptions): Promise<void> {
  const filter = { siteId: options.site, reason: options.reason }
  const table = new Table({ head: ['id', 'received', 'stage', 'reason', 'event'], style: { head: [] } })
  const letters = await withDatabase(settings, async ({ owner }) => {
    await requireSite(owner, options.site)
    let count = 0
    let page: DeadLetterRecord[] = []
    do {
      page = await listDeadLetters(owner, filter, pageLetters, page.at(-1))
      count += page.length
      for (const letter of page) {
        if (options.json) process.stdout.write(`${JSON.stringify(letter)}\n`)
        else table.push([letter.id, letter.received_at, letter.stage, printable(letter.reason), start(letter.raw)])
      }
      // A table is for the eye; --json has them all.
    } while (options.json && page.length === pageLetters)
    return count
  })
  if (options.json) return
  if (letters === 0) process.stdout.write('There are no dead letters.\n')
  else process.stdout.write(`${table}\n`)
  if (letters === pageLetters) process.stdout.write(`These are the oldest ${pageLetters}; --json prints all.\n`)
}

// Text of strangers must not steer the terminal.
const printable = (text: string) => text.replaceAll(/\p{Cc}/gu, ' ')
const start = (raw: string) => printable(raw.length > 60 ? `${raw.slice(0, 60)}…` : raw)

/** Tries dead letters again by the rules of an import; those that are stored now are no dead letters any more. */
export async function retryDeadLetters(settings: Settings, options: DeadLetterOptions): Promise<void> {
  const result = await withDatabase(settings, async ({ owner }) => {
    await requireSite(owner, options.site)
    const { site: siteId, reason, id: ids } = options
    return replayDeadLetters({ client: owner, siteId, reason, ids, now: Date.now })
  })
  if (result.refused > 0) process.exitCode = 1
  if (options.json) {
    process.stdout.write(`${JSON.stringify(result)}\n`)
    return
  }
  const { stored, duplicates, erased, refused, skipped, errors_sample } = result
  const lines = [`${stored} stored, ${duplicates} were there already, ${refused} refused again and kept`]
  if (erased > 0) lines.push(`${erased} removed, because their visitor or user was erased`)
  if (skipped > 0)
    lines.push(`${skipped} with a wrong clock left alone: --reason clock stores them with their own times`)
  for (const { id, reason } of errors_sample) lines.push(`  ${id}: ${reason}`)
  process.stdout.write(`${lines.join('\n')}\n`)
}
