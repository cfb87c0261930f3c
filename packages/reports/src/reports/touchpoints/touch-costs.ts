import { conditionOf } from '../../core/conditions.js'
import { propertyText } from '../../core/dimensions.js'
import type { ReportQuery } from '../../core/query.js'
import { eventsOf } from '../../core/source.js'
import { bind, sql } from '../../core/sql.js'
import { costName, isTouch, touchName } from '../../core/touches.js'
import type { TouchpointScope } from './touch-tallies.js'

/** What was spent on a kind of touch in the period; on a channel as a whole when it is no kind of touch. */
export interface TouchCost {
  channel: string
  touchpoint: string | null
  currency: string
  /** Decimal text. */
  cost: string
}

/** The costs that came with touches, or as lines of their own (`ad_cost`), in the property `cost`. */
export async function touchCosts(query: ReportQuery, scope: TouchpointScope): Promise<TouchCost[]> {
  const { site, period, filters } = scope
  const isCost = sql`(${isTouch} OR name = ${bind.text(costName)}) AND toDecimal64OrZero(properties['cost'], 4) != 0`
  const condition = conditionOf(filters)
  const currency = propertyText('currency')
  const costs = eventsOf(
    {
      site,
      fromMs: period.fromMs,
      untilMs: period.untilMs,
      where: condition ? sql`${isCost} AND ${condition}` : isCost,
      people: false,
      nobody: true,
    },
    sql`${touchName('channel')} AS touch_channel, ${touchName('touchpoint')} AS touch_name,
      if(match(${currency}, '^[A-Z]{3}$'), ${currency}, ${bind.text(site.currency)}) AS spent_in, toDecimal64OrZero(properties['cost'], 4) AS spent`,
  )
  const rows = await query<TouchCost & { touchpoint: string }>(sql`
    SELECT touch_channel AS channel, touch_name AS touchpoint, spent_in AS currency, toString(sum(spent)) AS cost
    FROM (${costs}) GROUP BY channel, touchpoint, currency ORDER BY channel, touchpoint, currency`)
  return rows.map((row) => ({ ...row, touchpoint: row.touchpoint === costName ? null : row.touchpoint }))
}
