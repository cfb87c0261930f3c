import { BoundedMap } from './bounded-map.js'

/** A limit of requests: a token bucket. */
export interface RateLimit {
  perSecond: number
  /** How many may come at once. */
  burst: number
}

/** Takes one token of a key; answers the seconds to wait when there is none. */
export type RateLimiter = (key: string) => number | undefined

/** Buckets of at most 50,000 keys; of more, the ones unused for longest start anew with a full bucket. */
export function createRateLimiter({ perSecond, burst }: RateLimit, now: () => number): RateLimiter {
  const buckets = new BoundedMap<string, { tokens: number; at: number }>(50_000)
  return (key) => {
    const time = now()
    const bucket = buckets.get(key) ?? { tokens: burst, at: time }
    const tokens = Math.min(burst, bucket.tokens + (Math.max(0, time - bucket.at) / 1000) * perSecond)
    const allowed = tokens >= 1
    buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at: time })
    return allowed ? undefined : Math.max(1, Math.ceil((1 - tokens) / perSecond))
  }
}
