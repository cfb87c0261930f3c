/** localStorage, where every access may throw: denied by the visitor, by a sandbox, or full. */
export const read = (key: string): string | null => {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** Writes, or removes when the value is empty. True when it worked. */
export const write = (key: string, value?: string): boolean => {
  try {
    if (value) localStorage.setItem(key, value)
    else localStorage.removeItem(key)
    return true
  } catch {
    return false
  }
}

/** All keys that begin with a prefix, sorted. */
export const keysOf = (prefix: string): string[] => {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .sort()
  } catch {
    return []
  }
}
