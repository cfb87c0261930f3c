import { fieldsOf, idOf, listOf } from './foreign-values.js'

/** Parameters by key. */
export type Ga4Params = Record<string, string | number>

const maxSafe = BigInt(Number.MAX_SAFE_INTEGER)

/** The parameters of a row's `event_params`, each with the one of its four values that is set. */
export function ga4Params(list: unknown): Ga4Params {
  const params: [string, string | number][] = []
  for (const { key, value } of listOf(list)) {
    const { string_value: text, int_value: int, double_value: double, float_value: float } = fieldsOf(value)
    const set = text ?? integer(int) ?? decimal(double) ?? decimal(float)
    const name = idOf(key)
    if (name && (typeof set === 'string' || typeof set === 'number')) params.push([name, set])
  }
  return Object.fromEntries(params)
}

/** BigQuery writes 64-bit integers as text; those that a number cannot hold stay text. */
function integer(value: unknown): string | number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || !/^-?\d{1,19}$/.test(value)) return undefined
  const whole = BigInt(value)
  return whole > maxSafe || whole < -maxSafe ? value : Number(value)
}

function decimal(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}
