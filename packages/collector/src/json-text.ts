/** A value as JSON, or undefined when it cannot be: JSON.stringify gives up on what is nested some thousand deep. */
export function jsonText(value: unknown, replacer?: (key: string, part: unknown) => unknown): string | undefined {
  try {
    return JSON.stringify(value, replacer)
  } catch {
    return undefined
  }
}
