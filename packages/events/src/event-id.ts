const hexOf: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/**
 * A UUIDv7 (RFC 9562) from its two parts, so that it can be made from random bytes (a live event) or from a hash (an
 * imported line, which must get the same id each time).
 * @param ms milliseconds since the epoch, clamped to 0 .. 2^48-1
 * @param random at least 10 bytes
 */
export function uuidV7(ms: number, random: Uint8Array): string {
  const time = Math.min(Math.max(Math.trunc(ms), 0), 2 ** 48 - 1)
  const bytes = new Uint8Array(16)
  for (let i = 5, rest = time; i >= 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest % 256
  bytes.set(random.subarray(0, 10), 6)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  let hex = ''
  for (const byte of bytes) hex += hexOf[byte]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** The time in a UUIDv7, in milliseconds since the epoch. */
export function uuidV7Time(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
}
