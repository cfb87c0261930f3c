import { type StageRules, stages } from '@touchline/events'
import { bind, join, type Sql, sql } from '../../core/sql.js'

/**
 * The stage that an event enters, counted from 1, as SQL over `name`, `stage`, `score` and `order_number` (which of the
 * person's orders a purchase is, from 1). The stage that the event itself names wins over the rules; an event that no
 * rule names still says that the person came, which is the first stage.
 */
export function stageRank(rules: StageRules): Sql {
  const branches = stages
    .map((stage, i) => {
      const conditions = rules[stage].map(({ name, fromOrder, minScore }) => {
        const parts = [sql`name = ${bind.text(name)}`]
        if (fromOrder !== undefined) parts.push(sql`order_number >= ${bind.uint(fromOrder)}`)
        if (minScore !== undefined) parts.push(sql`ifNull(score >= ${bind.float(minScore)}, false)`)
        return sql`(${join(parts, ' AND ')})`
      })
      return conditions.length > 0 ? [sql`${join(conditions, ' OR ')}, ${bind.uint(i + 1)}`] : []
    })
    .reverse()
    .flat()
  return sql`toUInt8(if(has(${bind.texts([...stages])}, stage), indexOf(${bind.texts([...stages])}, stage), multiIf(${join(branches, ', ')}, 1)))`
}
