import { readSegments, segmentSchema, segmentStore } from '@touchline/reports'
import Table from 'cli-table3'
import { CliError } from '../cli-error.js'
import type { Settings } from '../config.js'
import { withDatabase } from '../open-database.js'
import { requireSite } from '../require-site.js'

interface SegmentOptions {
  site: string
  json?: boolean
}

/** Saves filters under a name. */
export async function addSegment(
  settings: Settings,
  name: string,
  { site, filters, json }: SegmentOptions & { filters: string },
): Promise<void> {
  const parsed = segmentSchema.safeParse({ name, filters: jsonOf(filters) })
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`)
    throw new CliError(problems.join('\n'), 2)
  }
  await withDatabase(settings, async ({ owner }) => {
    await requireSite(owner, site)
    await segmentStore(owner).put(site, parsed.data)
  })
  process.stdout.write(json ? `${JSON.stringify(parsed.data)}\n` : `Saved. Use it in any report: --segment "${name}"\n`)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new CliError('--filters: must be JSON, a list as in a report’s filters', 2)
  }
}

/** Lists the segments of a site. */
export async function showSegments(settings: Settings, { site, json }: SegmentOptions): Promise<void> {
  const segments = await withDatabase(settings, async ({ owner }) => {
    await requireSite(owner, site)
    return readSegments(owner, site)
  })
  if (json) {
    process.stdout.write(`${JSON.stringify(segments)}\n`)
    return
  }
  const table = new Table({ head: ['segment', 'filters'], style: { head: [] } })
  for (const { name, filters } of segments) table.push([name, filters.map((one) => JSON.stringify(one)).join('\n')])
  process.stdout.write(
    segments.length > 0 ? `${table}\n` : 'There is none. Save one with: touchline segment add NAME\n',
  )
}

/** Removes a segment. */
export async function dropSegment(settings: Settings, name: string, { site, json }: SegmentOptions): Promise<void> {
  const removed = await withDatabase(settings, async ({ owner }) => {
    await requireSite(owner, site)
    return segmentStore(owner).remove(site, name)
  })
  if (!removed)
    throw new CliError(`There is no segment "${name}". See them with: touchline segment list --site ${site}`)
  process.stdout.write(json ? `${JSON.stringify({ name, removed })}\n` : `Removed ${name}.\n`)
}
