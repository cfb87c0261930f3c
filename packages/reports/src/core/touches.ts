import { propertyText } from './dimensions.js'
import { type EventScope, eventsOf } from './source.js'
import { bind, type Sql, sql } from './sql.js'

/** Away from the site an event may be a touch by its name alone; this is the channel of one that names none. */
const channelsByName = {
  ad_impression: 'paid_other',
  ad_click: 'paid_other',
  email_open: 'email',
  email_click: 'email',
  social_engagement: 'organic_social',
  mention: 'referral',
  store_visit: 'store',
} as const
const touchNames = Object.keys(channelsByName)

/** By what a touch may be named. */
export const touchKeys = ['channel', 'source', 'campaign', 'touchpoint'] as const
export type TouchKey = (typeof touchKeys)[number]

/** What a touch is named when it has no source or campaign. */
export const noName = '(none)'

const channel = propertyText('channel')
const source = propertyText('source')
const channelOfTouch = sql`if(${channel} != '', ${channel}, transform(toString(name), ${bind.texts(touchNames)}, ${bind.texts(Object.values(channelsByName))}, ''))`

/** The name of a touch, as SQL over the columns of `events`. */
export function touchName(by: TouchKey): Sql {
  switch (by) {
    case 'channel':
      return channelOfTouch
    case 'source':
      return sql`multiIf(${source} != '', ${source}, ${channel} = 'direct', '(direct)', ${bind.text(noName)})`
    case 'campaign':
      return sql`if(${propertyText('campaign')} != '', ${propertyText('campaign')}, ${bind.text(noName)})`
    case 'touchpoint':
      return sql`toString(name)`
  }
}

/** What was spent on a channel, in the property `cost`: no contact with anybody. */
export const costName = 'ad_cost'

/** True of a touch: a touchpoint that says where the person came from, or a contact with the shop away from its site. */
export const isTouch = sql`kind = 'touchpoint' AND name != ${bind.text(costName)} AND (${channel} != '' OR name IN ${bind.texts(touchNames)})`

/** Within this time after another touch, a page without any sign of where it was come from goes on with that visit. */
const sameVisitMs = 30 * 60_000

/**
 * The touches of a scope, with `touch`: (ms, number, is direct, visit, may go on with a visit), of which `number` is SQL
 * over the columns of `events`, and `more` columns. Gather them with `touchesOfUnit`.
 */
export function touchEvents(scope: EventScope, number: Sql, more?: Sql): Sql {
  const isPage = sql`name = 'page_view'`
  return eventsOf(
    { ...scope, where: scope.where ? sql`${isTouch} AND (${scope.where})` : isTouch },
    sql`(at_ms, toUInt16(${number}), toUInt8(${channel} = 'direct'),
      if(${isPage} AND session_id != '', cityHash64(session_id), 0), toUInt8(${isPage} AND ${channel} = 'direct' AND ${source} = '')) AS touch${more ? sql`, ${more}` : sql``}`,
  )
}

/**
 * The touches of one unit in order of time, as an aggregate over `touch`. A visit is one touch: a page that repeats the
 * touch before within the same visit is none of its own, nor is a page without a source soon after another touch.
 */
export function touchesOfUnit(condition: Sql): Sql {
  return sql`arrayFilter((t, before) -> before.1 = 0 OR NOT (
      (t.4 != 0 AND t.4 = before.4 AND t.2 = before.2) OR (t.5 AND t.1 - before.1 <= ${bind.uint(sameVisitMs)})),
    arraySort(groupArrayIf(touch, ${condition})) AS all_touches,
    arrayPopBack(arrayPushFront(all_touches, CAST((0, 0, 0, 0, 0), 'Tuple(UInt64, UInt16, UInt8, UInt64, UInt8)'))))`
}
