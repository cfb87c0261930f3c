/**
 * A name of the contract for a name of another tool: `Size Guide Opened` and `sizeGuideOpened` are `size_guide_opened`.
 * Undefined when nothing in it could be one.
 */
export function snakeName(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined
  const words = name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .replaceAll(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '_')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
  if (!words) return undefined
  const named = /^[a-z]/.test(words) ? words : `event_${words}`
  return named.slice(0, 64).replace(/_+$/, '')
}
