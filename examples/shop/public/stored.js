/** What the shop keeps in the browser. Where storage is denied it keeps nothing, and the shop still shows its pages. */
const prefix = 'nha-nordic.'

export function read(key, fallback) {
  try {
    return JSON.parse(localStorage.getItem(prefix + key)) ?? fallback
  } catch {
    return fallback
  }
}

export function write(key, value) {
  try {
    localStorage.setItem(prefix + key, JSON.stringify(value))
  } catch {}
}

export function forget(key) {
  try {
    localStorage.removeItem(prefix + key)
  } catch {}
}

const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** An id that people can read out: 32 letters and digits to choose from at each place. */
export function newId(start, length) {
  const random = crypto.getRandomValues(new Uint8Array(length))
  return start + Array.from(random, (byte) => alphabet[byte % alphabet.length]).join('')
}
