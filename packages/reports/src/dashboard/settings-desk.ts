import type { Site } from '@touchline/events'
import {
  type ClickHouseClient,
  createKey,
  type Delivery,
  describeKeys,
  erasePerson,
  type KeyKind,
  type KeyRecord,
  putSite,
  revokeKey,
  type SiteDirectory,
} from '@touchline/storage'

/** A notification as the settings show it. */
export interface NotificationEntry {
  id: string
  kind: string
  /** Its settings by name. */
  settings: Record<string, string>
  /** What signs its webhooks. */
  secret?: string
}

/** What a shop is told of, and what was sent: sending is not the dashboard's business. */
export interface NotificationDesk {
  kinds: readonly string[]
  list(siteId: string): Promise<NotificationEntry[]>
  /** Adds one out of the fields of a form; answers what is wrong with them. */
  add(siteId: string, kind: string, fields: Record<string, string>): Promise<string[]>
  remove(siteId: string, id: string): Promise<boolean>
  deliveries(siteId: string, limit: number): Promise<Delivery[]>
  replay(siteId: string, deliveryId: string): Promise<boolean>
}

/** What owners may change about a site. */
export interface SettingsDesk {
  putSite(site: Site): Promise<void>
  keys(siteId: string): Promise<KeyRecord[]>
  /** Makes a key and answers its text, which is nowhere stored. */
  createKey(siteId: string, kind: KeyKind): Promise<string>
  /** False when the site has no such key. */
  revokeKey(siteId: string, keyHash: string): Promise<boolean>
  /** Erases a visitor or user; answers how many events that were. */
  erase(siteId: string, person: { visitor: string } | { user: string }): Promise<number>
  notifications?: NotificationDesk
}

/** Changes what `owner` may write. `now` in milliseconds since the epoch. */
export function settingsDeskWith(
  owner: ClickHouseClient,
  sites: Pick<SiteDirectory, 'refresh'>,
  now: () => number,
  notifications?: NotificationDesk,
): SettingsDesk {
  return {
    async putSite(site) {
      await putSite(owner, site)
      await sites.refresh()
    },
    keys: (siteId) => describeKeys(owner, siteId),
    async createKey(siteId, kind) {
      const key = await createKey(owner, siteId, kind)
      await sites.refresh()
      return key
    },
    async revokeKey(siteId, keyHash) {
      const key = (await describeKeys(owner, siteId)).find(({ key_hash }) => key_hash === keyHash)
      if (!key) return false
      await revokeKey(owner, key)
      await sites.refresh()
      return true
    },
    erase: async (siteId, person) => (await erasePerson(owner, siteId, person, now())).events,
    notifications,
  }
}
