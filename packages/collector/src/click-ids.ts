import { clickIdParameters } from './channel.js'

/** An address without the ids that ad networks add; text that is none stays as it is. */
export function withoutClickIds(address: string): string {
  if (!address.includes('clid=') && !address.includes('braid=')) return address
  if (!URL.canParse(address)) return ''
  const url = new URL(address)
  for (const parameter of clickIdParameters) url.searchParams.delete(parameter)
  return url.href
}
