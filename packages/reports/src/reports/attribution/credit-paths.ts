import type { ReportQuery } from '../../core/query.js'
import { bind, join, type Sql, sql } from '../../core/sql.js'
import { type Moves, removalEffects } from '../../statistics/removal-effects.js'
import type { AttributionParams } from './attribution-params.js'
import { type Model, pathModels } from './models.js'

/** Keys are numbered from 1 to 101, so that two of them, or a model and a key, fit one number. */
const base = 1000
const toConversion = 999
const toNothing = 998
const dayMs = 86_400_000

/** One row a converted (or not) and currency. */
interface CreditRow {
  converted: boolean
  paid_in: string
  n: number
  untouched: number
  worth: number
  touched_worth: number
  credits: [codes: number[], conversions: number[]]
  worths: [codes: number[], worths: number[]]
  moves: [codes: number[], counts: number[]]
}

/** The weights of a path's touches, which sum to 1, as SQL over `path` and `ages`. */
function weights(model: (typeof pathModels)[number], { half_life_days, position }: AttributionParams): Sql {
  switch (model) {
    case 'first':
      return sql`arrayMap(i -> toFloat64(i = 1), places)`
    case 'last':
      return sql`arrayMap(i -> toFloat64(i = touches), places)`
    case 'linear':
      return sql`arrayMap(i -> 1 / touches, places)`
    case 'time_decay':
      return sql`arrayMap(w -> w / arraySum(decayed), arrayMap(age -> exp2((ages[-1] - age) / ${bind.float(half_life_days * dayMs)}), ages) AS decayed)`
    case 'position': {
      const { first, last } = position
      const middle = sql`${bind.float(Math.max(1 - first - last, 0))} / (touches - 2)`
      const ofTwo = bind.float(first + last > 0 ? first / (first + last) : 0.5)
      return sql`multiIf(touches = 1, [1.], touches = 2, [${ofTwo}, 1 - ${ofTwo}],
        arrayMap(i -> multiIf(i = 1, ${bind.float(first)}, i = touches, ${bind.float(last)}, ${middle}), places))`
    }
    case 'shapley':
      // Where the worth of a set of keys is the conversions of paths that need no other, each conversion is worth as much
      // to each key of its path: what averaging over all orders of keys comes to.
      return sql`arrayMap((k, i) -> (indexOf(path, k) = i) / length(arrayDistinct(path)), path, places)`
  }
}

/** What all paths come to: credit by model and key, and the moves between keys. Keys are numbers from 1. */
export interface CreditedPaths {
  conversions: number
  attributed: number
  lost: number
  touches: number
  worth: Map<string, number>
  /** Of the conversions with a touch. */
  attributedWorth: Map<string, number>
  credits: Map<Model, Map<number, { conversions: number; worth: Map<string, number> }>>
  moves: Moves
}

export async function creditPaths(
  query: ReportQuery,
  paths: Sql,
  keys: number,
  params: AttributionParams,
): Promise<CreditedPaths> {
  const asked = pathModels.filter((model) => params.models.includes(model))
  const concat = (pieces: Sql[]) => (pieces.length > 0 ? sql`arrayConcat(${join(pieces, ', ')})` : sql`[]`)
  const codes = concat(asked.map((_, m) => sql`arrayMap(k -> toUInt32(k + ${bind.uint(m * base)}), path)`))
  const rows = await query<CreditRow>(sql`
    SELECT converted, paid_in, count() AS n, countIf(touches = 0) AS untouched, sum(worth_of_one) AS worth, sumIf(worth_of_one, touches > 0) AS touched_worth,
      sumMapIf(codes, shares, converted) AS credits, sumMapIf(codes, arrayMap(share -> share * worth_of_one, shares), converted) AS worths,
      sumMap(move_codes, arrayMap(move -> 1, move_codes)) AS moves
    FROM (
      SELECT converted, worth AS worth_of_one, paid_in, path, ages, length(path) AS touches, arrayEnumerate(path) AS places,
        CAST(if(touches = 0, [], ${codes}), 'Array(UInt32)') AS codes,
        CAST(if(touches = 0, [], ${concat(asked.map((model) => weights(model, params)))}), 'Array(Float64)') AS shares,
        CAST(if(touches = 0, [], arrayMap((a, b) -> a * ${bind.uint(base)} + b, arrayPushFront(path, 0),
          arrayPushBack(path, if(converted, ${bind.uint(toConversion)}, ${bind.uint(toNothing)})))), 'Array(UInt32)') AS move_codes
      FROM (${paths})
    )
    GROUP BY converted, paid_in`)
  return withMarkov(collect(rows, asked, keys), params)
}

function collect(rows: readonly CreditRow[], asked: readonly Model[], keys: number): CreditedPaths {
  const all: CreditedPaths = {
    conversions: 0,
    attributed: 0,
    lost: 0,
    touches: 0,
    worth: new Map(),
    attributedWorth: new Map(),
    credits: new Map(asked.map((model) => [model, new Map()])),
    moves: { places: keys, between: [], ends: [] },
  }
  const moves = new Map<number, number>()
  for (const { converted, paid_in, n, untouched, worth, touched_worth, credits, worths, moves: moved } of rows) {
    if (converted) {
      all.conversions += n
      all.attributed += n - untouched
      if (paid_in) {
        all.worth.set(paid_in, worth)
        all.attributedWorth.set(paid_in, touched_worth)
      }
    } else all.lost += n
    // Sums of maps leave out what comes to 0, so the two need not have the same codes.
    const worthOf = new Map(worths[0].map((code, i) => [code, worths[1][i] as number]))
    credits[0].forEach((code, i) => {
      const ofModel = all.credits.get(asked[Math.floor(code / base)] as Model)
      const credit = ofModel?.get(code % base) ?? { conversions: 0, worth: new Map<string, number>() }
      credit.conversions += credits[1][i] as number
      if (paid_in) credit.worth.set(paid_in, worthOf.get(code) ?? 0)
      ofModel?.set(code % base, credit)
    })
    moved[0].forEach((code, i) => {
      moves.set(code, (moves.get(code) ?? 0) + (moved[1][i] as number))
    })
  }
  const ends = new Map<number, { from: number; converted: number; lost: number }>()
  const between: { from: number; to: number; count: number }[] = []
  for (const [code, count] of moves) {
    const [from, to] = [Math.floor(code / base), code % base]
    if (to === toConversion || to === toNothing) {
      const end = ends.get(from) ?? { from, converted: 0, lost: 0 }
      end[to === toConversion ? 'converted' : 'lost'] += count
      ends.set(from, end)
    } else {
      between.push({ from, to, count })
      all.touches += count
    }
  }
  all.moves = { places: keys, between, ends: [...ends.values()] }
  return all
}

/** Adds Markov's credit: each key's share of all removal effects, of the conversions and of the worth with any touch. */
function withMarkov(all: CreditedPaths, { models }: AttributionParams): CreditedPaths {
  if (!models.includes('markov')) return all
  const effects = removalEffects(all.moves)
  const sum = effects.reduce((total, effect) => total + effect, 0)
  const credits = new Map<number, { conversions: number; worth: Map<string, number> }>()
  effects.forEach((effect, i) => {
    if (!(effect > 0)) return
    const share = effect / sum
    credits.set(i + 1, {
      conversions: share * all.attributed,
      worth: new Map([...all.attributedWorth].map(([currency, amount]) => [currency, share * amount])),
    })
  })
  all.credits.set('markov', credits)
  return all
}
