import type { ReportAnswer } from '@touchline/reports'
import Table from 'cli-table3'

type Cell = unknown

interface RateCell {
  numerator: number
  denominator: number
  rate: number | null
  low: number | null
  high: number | null
}

const isObject = (value: Cell): value is Record<string, Cell> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isRate = (value: Cell): value is RateCell & Record<string, Cell> =>
  isObject(value) && 'numerator' in value && 'rate' in value
const isMoney = (value: Cell): value is { currency: string; amount: string }[] =>
  Array.isArray(value) && value.every((entry) => isObject(entry) && 'currency' in entry && 'amount' in entry)

const percent = (share: number) => `${(share * 100).toFixed(1)}%`
const decimal = new Intl.NumberFormat('en', { maximumFractionDigits: 4, useGrouping: false })

/** One value as text: a rate with its counts and interval, money with its currencies. */
function cell(value: Cell): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'number') return decimal.format(value)
  if (isRate(value)) return rate(value)
  if (isMoney(value)) return value.map(({ currency, amount }) => `${amount} ${currency}`).join(' + ') || '–'
  if (isObject(value))
    return Object.entries(value)
      .map(([name, inner]) => `${name} ${cell(inner)}`)
      .join('\n')
  return Array.isArray(value) ? JSON.stringify(value) : String(value)
}

function rate({ numerator, denominator, rate, low, high }: RateCell): string {
  if (rate === null || low === null || high === null) return `– (${numerator}/${denominator})`
  return `${percent(rate)} (${numerator}/${denominator}, ${percent(low)} to ${percent(high)})`
}

const isList = (value: Cell): value is Record<string, Cell>[] =>
  Array.isArray(value) && value.length > 0 && value.every(isObject) && !isMoney(value)

function table(rows: Record<string, Cell>[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const drawn = new Table({ head: names, style: { head: [], border: [] } })
  for (const row of rows) drawn.push(names.map((name) => cell(row[name])))
  return drawn.toString()
}

/** An answer for a terminal: the rows, then the totals, lists among the totals as tables of their own, then the notes. */
export function answerTables({ report, params, rows, totals, notes, sample }: ReportAnswer): string {
  const parts = [`${report}  ${params.site_id}  ${[params.from, params.to].filter(Boolean).join(' to ')}`]
  if (rows.length > 0) parts.push(table(rows))
  const asked = Object.entries(totals).filter(([, value]) => value !== undefined)
  const lists = asked.filter(([, value]) => isList(value))
  const single = asked.filter(([, value]) => !isList(value))
  if (single.length > 0) parts.push(table(single.map(([figure, value]) => ({ figure, value }))))
  for (const [name, value] of lists) parts.push(`${name}\n${table(value as Record<string, Cell>[])}`)
  parts.push(
    `sample: ${Object.entries(sample)
      .map(([name, n]) => `${n} ${name}`)
      .join(', ')}`,
  )
  return `${[...parts, ...notes].join('\n\n')}\n`
}
