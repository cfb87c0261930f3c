const windowMs = 15 * 60_000
const mostAttempts = 10
const mostAddresses = 10_000

/** Counts failed sign-ins per address. */
export interface AttemptLimit {
  /** Seconds until the address may try again; 0 = now. */
  waitSeconds(address: string): number
  failed(address: string): void
}

/** One IPv6 customer has a whole /64, so that counts as one address. */
const groupOf = (address: string) =>
  address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address

/** Ten failures in 15 minutes per address; the oldest of 10,000 addresses is forgotten first, so memory is bounded. */
export function createAttemptLimit(now: () => number): AttemptLimit {
  const failures = new Map<string, { since: number; count: number }>()
  const current = (group: string) => {
    const entry = failures.get(group)
    return entry && now() - entry.since < windowMs ? entry : undefined
  }
  return {
    waitSeconds(address) {
      const entry = current(groupOf(address))
      return entry && entry.count >= mostAttempts ? Math.ceil((entry.since + windowMs - now()) / 1000) : 0
    },
    failed(address) {
      const group = groupOf(address)
      const entry = current(group) ?? { since: now(), count: 0 }
      entry.count++
      // Set anew, so that the order of the map is the order of the last failure.
      failures.delete(group)
      failures.set(group, entry)
      for (const oldest of failures.keys()) {
        if (failures.size <= mostAddresses) break
        failures.delete(oldest)
      }
    },
  }
}
