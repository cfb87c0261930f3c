/**
 * A UUIDv7 of now (RFC 9562) with 72 random bits. `crypto.randomUUID` makes a v4 and is missing on plain http.
 */
export function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7xxx-8xxx-xxxxxxxxxxxx`.replace(/x/g, () =>
    ((crypto.getRandomValues(new Uint8Array(1))[0] as number) & 15).toString(16),
  )
}

/** The time in a UUIDv7, in milliseconds since the epoch; NaN when it is none. */
export const timeOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
