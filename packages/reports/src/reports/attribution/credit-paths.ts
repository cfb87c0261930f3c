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

/** Sums over all paths. Codes are a model's place times `base` plus a key, or a key times `base` plus the next place. */
interface CreditRow {
  conversions: number
  attributed: number
  lost: number
  credits: [codes: number[], conversions: number[]]
  /** By code and currency, parted by a space. */
  worths: [keys: string[], worths: number[]]
  moves: [codes: number[], counts: number[]]
  /** By currency, empty where the worth is unknown. */
  worth: [currencies: string[], worths: number[]]
  attributed_worth: [currencies: string[], worths: number[]]
  top_paths: [won: number, n: number, path: number[]][]
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
  /** The most frequent paths: how many there were, and how many of them converted. */
  topPaths: { path: number[]; won: number; n: number }[]
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
  // Paths that are alike are counted first, so that their moves are worked out once.
  const alike = sql`
    SELECT path, countIf(converted) AS won, count() AS n, sumForEachIf(shares, converted) AS credit,
      sumMapIf([paid_in], [worth], converted) AS paid,
      sumMapIf(arrayMap(code -> concat(toString(code), ' ', paid_in), codes), arrayMap(share -> share * worth, shares), converted) AS worth_credit
    FROM (
      SELECT converted, worth, paid_in, path, ages, length(path) AS touches, arrayEnumerate(path) AS places,
        CAST(if(touches = 0 OR NOT converted, [], ${codes}), 'Array(UInt32)') AS codes,
        CAST(if(touches = 0 OR NOT converted, [], ${concat(asked.map((model) => weights(model, params)))}), 'Array(Float64)') AS shares
      FROM (${paths})
    )
    GROUP BY path`
  const pairs = sql`arrayMap((a, b) -> a * ${bind.uint(base)} + b, arrayPushFront(arrayPopBack(path), 0), path)`
  const ends = sql`[path[-1] * ${bind.uint(base)} + ${bind.uint(toConversion)}, path[-1] * ${bind.uint(base)} + ${bind.uint(toNothing)}]`
  const [row] = await query<CreditRow>(sql`
    SELECT sum(won) AS conversions, sumIf(won, touches > 0) AS attributed, sum(n) - conversions AS lost,
      sumMap(if(won = 0, [], ${codes}), credit) AS credits, sumMap(worth_credit.1, worth_credit.2) AS worths,
      sumMap(arrayMap(code -> toUInt32(code), if(touches = 0, [], arrayConcat(${pairs}, ${ends}))),
        if(touches = 0, [], arrayPushBack(arrayPushBack(arrayMap(step -> n, path), won), toUInt64(n - won)))) AS moves,
      sumMap(paid.1, paid.2) AS worth, sumMapIf(paid.1, paid.2, touches > 0) AS attributed_worth,
      arrayMap(top -> (-top.1, -top.2, top.3), arraySlice(groupArraySortedIf(100)((-toInt64(won), -toInt64(n), path), touches > 0), 1, ${bind.uint(params.top_paths)})) AS top_paths
    FROM (SELECT *, length(path) AS touches FROM (${alike}))`)
  return withMarkov(collect(row as CreditRow, asked, keys), params)
}

const byCurrency = ([currencies, worths]: CreditRow['worth']) =>
  new Map(currencies.flatMap((currency, i) => (currency ? [[currency, worths[i] as number] as const] : [])))

function collect(row: CreditRow, asked: readonly Model[], keys: number): CreditedPaths {
  const credits: CreditedPaths['credits'] = new Map(asked.map((model) => [model, new Map()]))
  const creditOf = (code: number) => {
    const ofModel = credits.get(asked[Math.floor(code / base)] as Model)
    const credit = ofModel?.get(code % base) ?? { conversions: 0, worth: new Map<string, number>() }
    ofModel?.set(code % base, credit)
    return credit
  }
  row.credits[0].forEach((code, i) => {
    creditOf(code).conversions += row.credits[1][i] as number
  })
  row.worths[0].forEach((key, i) => {
    const [code, currency] = key.split(' ')
    if (currency) creditOf(Number(code)).worth.set(currency, row.worths[1][i] as number)
  })
  return {
    conversions: row.conversions,
    attributed: row.attributed,
    lost: row.lost,
    worth: byCurrency(row.worth),
    attributedWorth: byCurrency(row.attributed_worth),
    credits,
    ...movesOf(row, keys),
    topPaths: row.top_paths.map(([won, n, path]) => ({ path, won, n })),
  }
}

function movesOf({ moves }: CreditRow, keys: number): Pick<CreditedPaths, 'moves' | 'touches'> {
  const ends = new Map<number, { from: number; converted: number; lost: number }>()
  const between: { from: number; to: number; count: number }[] = []
  moves[0].forEach((code, i) => {
    const [from, to, count] = [Math.floor(code / base), code % base, moves[1][i] as number]
    if (to !== toConversion && to !== toNothing) {
      between.push({ from, to, count })
      return
    }
    const end = ends.get(from) ?? { from, converted: 0, lost: 0 }
    end[to === toConversion ? 'converted' : 'lost'] += count
    ends.set(from, end)
  })
  return {
    moves: { places: keys, between, ends: [...ends.values()] },
    touches: between.reduce((sum, { count }) => sum + count, 0),
  }
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
