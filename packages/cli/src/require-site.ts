import { type ClickHouseClient, listSites } from '@touchline/storage'
import { CliError } from './cli-error.js'

/** @throws CliError when there is no such site */
export async function requireSite(client: ClickHouseClient, siteId: string): Promise<void> {
  const sites = await listSites(client)
  if (sites.some(({ site_id }) => site_id === siteId)) return
  const known = sites.length > 0 ? ` There are: ${sites.map(({ site_id }) => site_id).join(', ')}.` : ''
  throw new CliError(`There is no site "${siteId}".${known} Add it with: touchline site add ${siteId}`)
}
