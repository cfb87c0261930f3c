import type { z } from 'zod'

/**
 * Parameters off the query of an address: text as it is, numbers and booleans where the parameter takes those, nested
 * values as JSON, a repeated name or a comma list as a list. What fits nothing is passed on for the report to refuse.
 */
export function readQueryParams(
  query: Record<string, string[]>,
  shape: Record<string, z.ZodType>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query).map(([name, texts]) => {
      const schema = shape[name]
      return [name, schema ? fitting(texts, schema) : texts.length === 1 ? texts[0] : texts]
    }),
  )
}

function fitting(texts: string[], schema: z.ZodType): unknown {
  const values = texts.map(parsed)
  // Where a parameter takes text too, JSON is still meant as what it holds.
  const nested = values.some((value) => typeof value === 'object' && value !== null)
  const lists: unknown[] = nested ? [values, texts] : [texts, values]
  const single: unknown[] = nested ? [values[0], texts[0]] : [texts[0], values[0]]
  const candidates = texts.length === 1 ? [...single, ...lists] : lists
  const fits = candidates.findIndex((candidate) => schema.safeParse(candidate).success)
  // What fits nothing is refused as what it most likely means.
  return candidates[Math.max(fits, 0)]
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
