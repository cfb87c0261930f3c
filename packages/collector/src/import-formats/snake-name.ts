import { BoundedMap } from '../bounded-map.js'

// Few names repeat on millions of rows.
const known = new BoundedMap<string, string>(2000)

/**
 * A name of the contract for a name of another tool: `Size Guide Opened` and `sizeGuideOpened` are `size_guide_opened`.
 * Undefined when nothing in it could be one.
 */
export function snakeName(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined
  const beginning = name.slice(0, 256)
  return known.getOrSet(beginning, () => made(beginning)) || undefined
}

function made(name: string): string {
  const words = name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .replaceAll(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '_')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
  if (!words) return ''
  const named = /^[a-z]/.test(words) ? words : `event_${words}`
  return named.slice(0, 64).replace(/_+$/, '')
}
