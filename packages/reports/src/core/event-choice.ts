import { z } from 'zod'
import { conditionOfWhere, whereSchema } from './conditions.js'
import { bind, join, type Sql, sql } from './sql.js'

const name = z.string().min(1).max(128)

const choiceSchema = z.strictObject({
  name: z
    .union([name, z.array(name).min(1).max(20)])
    .nullish()
    .meta({ description: 'Name of the event, or several of which one will do; absent = any event' }),
  where: z.array(whereSchema).max(20).optional().meta({ description: 'Conditions that must all hold' }),
})
/** Which events are meant. */
export type EventChoice = z.output<typeof choiceSchema>

/** Which events a parameter means: `{name, where}`; a text is the event of that name. */
export const eventChoiceSchema = z.preprocess(
  (choice) => (typeof choice === 'string' ? { name: choice } : choice),
  choiceSchema,
)

/** True of the events that are meant. */
export function isChosen({ name, where }: EventChoice): Sql {
  const named =
    name == null
      ? undefined
      : typeof name === 'string'
        ? sql`name = ${bind.text(name)}`
        : sql`name IN ${bind.texts(name)}`
  const pieces = [named, conditionOfWhere(where)].filter((piece) => piece !== undefined)
  return pieces.length > 0 ? sql`(${join(pieces, ' AND ')})` : sql`true`
}

/** True when purchases are asked for by name. */
export const namesPurchase = ({ name }: EventChoice): boolean => [name].flat().includes('purchase')
