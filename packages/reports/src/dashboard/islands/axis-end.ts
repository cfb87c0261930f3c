/** A round end of an axis that is not below `value`, with four equal steps up to it that are round as well. */
export function axisEnd(value: number): { max: number; interval: number } {
  const power = 10 ** Math.floor(Math.log10(value))
  const max = ([1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= value) ?? 10) * power
  return { max, interval: max / 4 }
}
