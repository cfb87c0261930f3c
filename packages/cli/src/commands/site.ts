import { type Site, siteSchema } from '@touchline/events'
import { createKey, listSites, putSite } from '@touchline/storage'
import Table from 'cli-table3'
import { CliError } from '../cli-error.js'
import type { Settings } from '../config.js'
import { withDatabase } from '../open-database.js'

interface SiteOptions {
  origin?: string[]
  timezone: string
  currency: string
  mode: Site['mode']
  json?: boolean
}

const flagOf: Record<string, string> = {
  site_id: 'ID',
  origins: '--origin',
  timezone: '--timezone',
  currency: '--currency',
  mode: '--mode',
}

/** Adds a site and prints its keys, which are shown this once. */
export async function addSite(settings: Settings, siteId: string, options: SiteOptions): Promise<void> {
  const parsed = siteSchema.safeParse({
    site_id: siteId,
    origins: options.origin ?? [],
    timezone: options.timezone,
    currency: options.currency,
    mode: options.mode,
  })
  if (!parsed.success) {
    throw new CliError(
      parsed.error.issues.map((issue) => `${flagOf[String(issue.path[0])]}: ${issue.message}`).join('\n'),
      2,
    )
  }
  const site = parsed.data
  const keys = await withDatabase(settings, async ({ owner }) => {
    if ((await listSites(owner)).some(({ site_id }) => site_id === siteId)) {
      throw new CliError(`There is a site "${siteId}" already. Choose another id.`)
    }
    await putSite(owner, site)
    return { server_key: await createKey(owner, siteId, 'server'), read_key: await createKey(owner, siteId, 'read') }
  })
  const answer = { site_id: siteId, write_key: siteId, ...keys }
  if (options.json) {
    process.stdout.write(`${JSON.stringify(answer)}\n`)
    return
  }
  process.stdout.write(
    `Added site ${siteId} (${site.timezone}, ${site.currency}).\n` +
      `  server key  ${keys.server_key}   imports and trusted orders; keep it secret\n` +
      `  read key    ${keys.read_key}   reports and dashboard; keep it secret\n` +
      'The keys are shown this once: only their hashes are kept.\n',
  )
}

/** Lists the sites. */
export async function showSites(settings: Settings, { json }: { json?: boolean }): Promise<void> {
  const sites = await withDatabase(settings, ({ owner }) => listSites(owner))
  if (json) {
    process.stdout.write(`${JSON.stringify(sites)}\n`)
    return
  }
  const table = new Table({ head: ['site', 'time zone', 'currency', 'mode', 'origins'], style: { head: [] } })
  for (const site of sites) {
    table.push([site.site_id, site.timezone, site.currency, site.mode, site.origins.join(' ') || 'any'])
  }
  process.stdout.write(sites.length > 0 ? `${table}\n` : 'There is no site yet. Add one with: touchline site add ID\n')
}
