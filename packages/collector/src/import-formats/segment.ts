import { createHash } from 'node:crypto'
import type { ImportLineInput } from '@touchline/events'
import { deviceFacts } from '../device.js'
import { countryCode } from './country-code.js'
import { type Fields, fieldsOf, idOf, present, propertiesOf, textOf } from './foreign-values.js'
import type { MappedLine } from './import-mapper.js'
import { commerceFields, commerceOf } from './segment-commerce.js'
import { isCommerce, segmentName } from './segment-names.js'

const pageFields: ReadonlySet<string> = new Set(['url', 'path', 'title', 'referrer', 'search', 'name', 'category'])
const noFields: ReadonlySet<string> = new Set()
/** Segment's names for facts that the contract calls otherwise. */
const promotion = new Map([
  ['name', 'promotion_name'],
  ['creative', 'creative_name'],
  ['position', 'creative_slot'],
])
const renamed = new Map([
  ['search', new Map([['query', 'search_term']])],
  ['view_promotion', promotion],
  ['select_promotion', promotion],
])

/** The line of a Segment call (specification 2) as Segment archives it, or why it has none. */
export function mapSegment(row: Fields): MappedLine {
  const occurredAt = row.timestamp ?? row.originalTimestamp ?? row.sentAt ?? row.receivedAt
  if (typeof occurredAt !== 'string' && typeof occurredAt !== 'number') {
    return { reason: 'timestamp: there is none' }
  }
  const mapped = callOf(row)
  if (!('call' in mapped)) return mapped
  const common: ImportLineInput = {
    name: mapped.call.name,
    occurred_at: occurredAt,
    event_id: idOf(row.messageId) ?? contentId(row),
    visitor_id: idOf(row.anonymousId),
    user_id: idOf(row.userId),
    ...contextOf(fieldsOf(row.context)),
  }
  return { line: present({ ...common, ...present(mapped.call) }) }
}

/** What a call says by its type, over what its context says. */
type Call = { call: Partial<ImportLineInput> & { name: string } } | { reason: string }

function callOf(row: Fields): Call {
  // Some exports leave the type of tracked events out.
  const type = row.type ?? (row.event === undefined ? undefined : 'track')
  if (type === 'track') return tracked(row)
  if (type === 'page' || type === 'screen') return viewed(row, type)
  if (type === 'identify') {
    return idOf(row.userId) ? { call: { name: 'identify' } } : { reason: 'userId: identify links a visitor to one' }
  }
  if (type === 'alias') {
    const visitor = idOf(row.previousId) ?? idOf(row.anonymousId)
    if (!visitor || !idOf(row.userId)) return { reason: 'alias: needs previousId and userId' }
    return { call: { name: 'identify', visitor_id: visitor } }
  }
  return {
    reason: `type: ${idOf(type)?.slice(0, 40) ?? '(none)'} has no counterpart; there are track, page, screen, identify, alias`,
  }
}

function tracked(row: Fields): Call {
  const properties = fieldsOf(row.properties)
  const name = segmentName(row.event, properties)
  if (!name) return { reason: 'event: there is none, or nothing in it makes a snake_case name' }
  const commerce = isCommerce(name)
  const keys = renamed.get(name)
  const own = keys
    ? Object.fromEntries(Object.entries(properties).map(([key, value]) => [keys.get(key) ?? key, value]))
    : properties
  const call = {
    name,
    ...(commerce ? commerceOf(name, properties) : {}),
    properties: propertiesOf(own, commerce ? commerceFields : noFields),
  }
  return { call }
}

function viewed(row: Fields, type: 'page' | 'screen'): Call {
  const properties = fieldsOf(row.properties)
  const seen = fieldsOf(fieldsOf(row.context).page)
  const name = textOf(row.name) ?? textOf(properties.name)
  // A screen of an app has no address: its name is its path.
  const path = type === 'screen' && name ? `/${name}` : undefined
  const call = {
    name: 'page_view',
    page: pageOf(
      {
        ...seen,
        ...properties,
        path: properties.path ?? seen.path ?? path,
        title: properties.title ?? seen.title ?? name,
      },
      row.category ?? properties.category ?? name,
    ),
    properties: propertiesOf(properties, pageFields),
  }
  return { call }
}

const pageOf = (page: Fields, pageType?: unknown): ImportLineInput['page'] =>
  present({
    url: textOf(page.url, 2048),
    path: textOf(page.path, 2048),
    title: textOf(page.title),
    referrer: textOf(page.referrer, 2048),
    page_type: textOf(pageType, 64),
  })

/** What the call says of page, campaign and device. Its IP address and traits are left behind. */
function contextOf(context: Fields): Partial<ImportLineInput> {
  const campaign = fieldsOf(context.campaign)
  const userAgent = textOf(context.userAgent)
  const device = userAgent ? deviceFacts(userAgent) : undefined
  return {
    page: pageOf(fieldsOf(context.page)),
    channel: present({
      source: textOf(campaign.source),
      medium: textOf(campaign.medium),
      campaign: textOf(campaign.name),
      content: textOf(campaign.content),
      term: textOf(campaign.term),
    }),
    language: textOf(context.locale, 64),
    device: device?.device || (/^(ios|android)$/i.test(String(fieldsOf(context.device).type)) ? 'mobile' : undefined),
    browser: device?.browser || undefined,
    os: device?.os || textOf(fieldsOf(context.os).name, 64),
    country: countryCode(textOf(fieldsOf(context.location).country)),
  }
}

/** An id for calls without one, the same each time they are imported. */
function contentId(row: Fields): string {
  const { type, event, name, timestamp, anonymousId, userId, previousId, properties } = row
  const facts = [type, event, name, timestamp, anonymousId, userId, previousId, properties].map((fact) => fact ?? null)
  return `segment-${createHash('sha256').update(JSON.stringify(facts)).digest('hex')}`
}
