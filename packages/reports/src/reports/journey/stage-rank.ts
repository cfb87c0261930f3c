import { type StageRules, stages } from '@touchline/events'
import { bind, join, type Sql, sql } from '../../core/sql.js'

/**
 * The stage that an event enters, counted from 1, as SQL over `name`, `stage`, `score` and `order_number` (which of the
 * person's orders a purchase is, from 1). The stage that the event itself names wins over the rules, of several rules the
 * latest stage; an event that no rule names still says that the person came, which is the first stage.
 */
export function stageRank(rules: StageRules): Sql {
  const rankOfName = new Map<string, number>()
  const conditional: Sql[] = []
  stages.forEach((stage, i) => {
    for (const { name, fromOrder, minScore } of rules[stage]) {
      const parts = [sql`name = ${bind.text(name)}`]
      if (fromOrder !== undefined) parts.push(sql`order_number >= ${bind.uint(fromOrder)}`)
      if (minScore !== undefined) parts.push(sql`ifNull(score >= ${bind.float(minScore)}, false)`)
      if (parts.length === 1) rankOfName.set(name, i + 1)
      else conditional.push(sql`if(${join(parts, ' AND ')}, ${bind.uint(i + 1)}, 1)`)
    }
  })
  // Looked up once for each different name, not once for each event: that is what `transform` of a dictionary does.
  const ranks = [...rankOfName]
  const ofName = sql`transform(name, ${bind.texts(ranks.map(([name]) => name))}, ${bind.uints(ranks.map(([, rank]) => rank))}, 1)`
  const ofStage = sql`transform(stage, ${bind.texts([...stages])}, ${bind.uints(stages.map((_, i) => i + 1))}, 0)`
  const byRules = conditional.length > 0 ? sql`greatest(${join([ofName, ...conditional], ', ')})` : ofName
  return sql`toUInt8(if(${ofStage} > 0, ${ofStage}, ${byRules}))`
}
