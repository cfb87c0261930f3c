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
/** A visit is told from others of the same day by this many bits of its name: two share them once in 16,000 times. */
const visitBits = 14
const sameDayMs = 86_400_000

/**
 * The touches of a scope, with `touch`: one number that sorts by time, then by `number` (SQL over the columns of `events`,
 * at most 255), and `more` columns. Gather the touches of one unit with `touchesOfUnit` and read them with
 * `readTouch`. A touch that was stored twice comes twice; `touchesOfUnit` counts it once.
 */
export function touchEvents(scope: EventScope & { fromMs: number }, number: Sql, more?: Sql): Sql {
  const isPage = sql`name = 'page_view'`
  const visit = sql`if(${isPage} AND session_id != '', 1 + sipHash64(session_id) % ${bind.uint(2 ** visitBits - 1)}, 0)`
  const goesOn = sql`(${isPage} AND ${channel} = 'direct' AND ${source} = '')`
  return eventsOf(
    { ...scope, where: scope.where ? sql`${isTouch} AND (${scope.where})` : isTouch, copies: true, keys: true },
    sql`toUInt64(bitShiftLeft(toUInt64(at_ms - ${bind.uint(scope.fromMs)}), 24) + bitShiftLeft(toUInt64(${number}), 16)
      + (${channel} = 'direct') * 32768 + ${goesOn} * 16384 + ${visit}) AS touch${more ? sql`, ${more}` : sql``}`,
  )
}

/** What a number made by `touchEvents` with the same `fromMs` says, as SQL. */
export function readTouch(touch: Sql, fromMs: number) {
  return {
    at: sql`(${bind.uint(fromMs)} + bitShiftRight(${touch}, 24))`,
    number: sql`toUInt16(bitAnd(bitShiftRight(${touch}, 16), 255))`,
    isDirect: sql`bitTest(${touch}, 15)`,
  }
}

/**
 * The touches of one unit in order of time, as an aggregate over `touch` where `condition` holds. A visit is one touch: a
 * page that repeats the touch before within the same visit is none of its own, nor is a page without a source soon after
 * another touch.
 */
export function touchesOfUnit(condition: Sql): Sql {
  const gap = sql`(bitShiftRight(t, 24) - bitShiftRight(before, 24))`
  const sameVisit = sql`bitAnd(t, 16383) != 0 AND bitAnd(t, 16383) = bitAnd(before, 16383)
    AND bitAnd(bitShiftRight(t, 16), 255) = bitAnd(bitShiftRight(before, 16), 255) AND ${gap} <= ${bind.uint(sameDayMs)}`
  return sql`arrayFilter((t, before, i) -> i = 1 OR NOT (
      t = before OR (${sameVisit}) OR (bitTest(t, 14) AND ${gap} <= ${bind.uint(sameVisitMs)})),
    arraySort(groupArrayIf(touch, ${condition})) AS all_touches,
    arrayPopBack(arrayPushFront(all_touches, toUInt64(0))), arrayEnumerate(all_touches))`
}
