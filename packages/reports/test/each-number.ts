/** Calls `check` with each number that a value holds, however deep. */
export function eachNumber(value: unknown, check: (number: number) => void): void {
  if (typeof value === 'number') check(value)
  else if (value && typeof value === 'object') for (const inner of Object.values(value)) eachNumber(inner, check)
}
