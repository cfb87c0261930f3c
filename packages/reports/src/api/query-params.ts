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
  const [text = ''] = texts
  const isList = texts.length > 1
  const list = isList ? texts : text.split(',')
  const candidates: unknown[] = [...(isList ? [] : [text, parsed(text)]), list.map(nested), list.map(parsed)]
  const fits = candidates.find((candidate) => schema.safeParse(candidate).success)
  if (fits !== undefined) return fits
  // JSON that does not fit is reported by what it holds, anything else as the text it is.
  return isList ? list.map(parsed) : nested(text)
}

/** Text that is a JSON object or list as that, any other as it is. */
function nested(text: string): unknown {
  const value = parsed(text)
  return typeof value === 'object' ? value : text
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
