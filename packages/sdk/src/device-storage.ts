import { attempt } from './guard.js'

export const read = (key: string): string | null | undefined => attempt(() => localStorage.getItem(key))

/** True when it worked. */
export const write = (key: string, value: string): boolean | undefined =>
  attempt(() => {
    localStorage.setItem(key, value)
    return true
  })

export const remove = (key: string): void => attempt(() => localStorage.removeItem(key))

/** All keys that begin with a prefix, sorted. */
export const keysOf = (prefix: string): string[] =>
  attempt(() =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .sort(),
  ) ?? []
