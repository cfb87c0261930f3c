import type { View } from '../view.js'

interface FieldBase {
  /** The parameter's name, in the address and in the report. */
  name: string
  label: string
}

/** A field of a page's own form. What is as usual (`otherwise`, else nothing) is left out of the address. */
export type Field =
  | (FieldBase & { kind: 'choice'; options: readonly (readonly [value: string, text: string])[]; otherwise?: string })
  | (FieldBase & { kind: 'number'; min: number; max: number; otherwise?: number; placeholder?: string })
  | (FieldBase & { kind: 'text'; placeholder?: string; suggestions?: readonly string[] })
  | (FieldBase & { kind: 'day' })
  | (FieldBase & { kind: 'breakdown' })

/** A page's own form: its fields are the report's parameters of the same names. */
export interface FormSpec {
  title: string
  /** What is asked now, in a few words. */
  summary: string
  fields: readonly Field[]
}

/** What the address says of a field; empty where it says nothing. */
export const askedText = ({ url }: Pick<View, 'url'>, name: string): string => url.searchParams.get(name)?.trim() ?? ''

/** What a field shows: what was asked, else what is usual. */
export function fieldText(view: Pick<View, 'url'>, field: Field): string {
  return askedText(view, field.name) || ('otherwise' in field ? String(field.otherwise ?? '') : '')
}

/** The report's parameters that the address asks for. */
export function fieldParams(view: Pick<View, 'url'>, fields: readonly Field[]): Record<string, unknown> {
  const params: Record<string, unknown> = {}
  for (const { kind, name } of fields) {
    const text = askedText(view, name)
    if (text !== '') params[name] = kind === 'number' ? Number(text) : text
  }
  return params
}
