/**
 * A map that forgets what was not used for long, so that clients cannot make it grow without end. It keeps two
 * generations: when the young one is full it becomes the old one, and what is used of the old one moves over. Unlike a
 * strict order of use, a look-up of a young entry then changes nothing.
 */
export class BoundedMap<K, V> {
  #young = new Map<K, V>()
  #old = new Map<K, V>()
  readonly #generationSize: number

  constructor(maxSize: number) {
    this.#generationSize = Math.ceil(maxSize / 2)
  }

  get(key: K): V | undefined {
    const young = this.#young.get(key)
    if (young !== undefined) return young
    const old = this.#old.get(key)
    if (old !== undefined) this.set(key, old)
    return old
  }

  set(key: K, value: V): void {
    if (this.#young.size >= this.#generationSize && !this.#young.has(key)) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, value)
  }

  /** The value of a key, made when it is not there. */
  getOrSet(key: K, make: () => V): V {
    const known = this.get(key)
    if (known !== undefined) return known
    const made = make()
    this.set(key, made)
    return made
  }
}
