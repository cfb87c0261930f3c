export type Cell = unknown

interface RateCell {
  numerator: number
  denominator: number
  rate: number | null
  low: number | null
  high: number | null
}

export const isObject = (value: Cell): value is Record<string, Cell> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isRate = (value: Cell): value is RateCell & Record<string, Cell> =>
  isObject(value) && 'numerator' in value && 'rate' in value
const isAmount = (value: Cell): value is Record<string, Cell> =>
  isObject(value) && 'currency' in value && 'amount' in value && Object.keys(value).length <= 4
const isMoney = (value: Cell): value is Record<string, Cell>[] => Array.isArray(value) && value.every(isAmount)
/** Nothing but a figure with the interval that it lies in, and perhaps how many it is made from. */
const isInterval = (value: Cell): value is Record<string, Cell> =>
  isObject(value) && 'low' in value && 'high' in value && Object.keys(value).filter((key) => key !== 'n').length <= 3

/** One cell of a table, whatever it is made of. */
export const isSingle = (value: Cell): boolean =>
  !isObject(value) || isRate(value) || isAmount(value) || isInterval(value)
/** A list whose entries are rows of a table. */
export const isList = (value: Cell): value is Record<string, Cell>[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every(isObject) &&
  !isMoney(value) &&
  !(value as Cell[]).every(isSingle)
/** Values in a row, which are shown as columns of their own. */
export const isSeries = (value: Cell): value is Cell[] => {
  if (!Array.isArray(value) || value.length === 0 || isMoney(value) || isList(value)) return false
  return (value as Cell[]).some((one) => typeof one !== 'string')
}

const percent = (share: number) => `${(share * 100).toFixed(1)}%`
const decimal = new Intl.NumberFormat('en', { maximumFractionDigits: 4, useGrouping: false })
const nothing = '–'

/** One value as text: a rate with its counts and interval, money with its currencies. */
export function cellText(value: Cell): string {
  if (value === null || value === undefined || value === '') return nothing
  if (typeof value === 'number') return decimal.format(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (isRate(value)) return rateText(value)
  if (isAmount(value)) return amountText(value)
  if (isMoney(value)) return value.map(amountText).join(' + ') || nothing
  if (isInterval(value)) return intervalText(value)
  if (Array.isArray(value)) return value.map(cellText).join(', ')
  return isObject(value) ? JSON.stringify(value) : String(value)
}

function rateText({ numerator, denominator, rate, low, high }: RateCell): string {
  if (rate === null || low === null || high === null) return `${nothing} (${numerator}/${denominator})`
  return `${percent(rate)} (${numerator}/${denominator}, ${percent(low)} to ${percent(high)})`
}

function amountText({ currency, amount, low, high }: Record<string, Cell>): string {
  const range = low === undefined || low === null ? '' : ` (${low} to ${high})`
  return `${amount ?? nothing} ${currency}${range}`
}

function intervalText({ low, high, n, ...rest }: Record<string, Cell>): string {
  const [value] = Object.values(rest)
  const range = low === null || high === null ? '' : `${cellText(low)} to ${cellText(high)}`
  const count = n === undefined ? '' : ` of ${cellText(n)}`
  if (value === undefined) return `${range || nothing}${count}`
  return `${cellText(value)}${range && ` (${range})`}${count}`
}
