/** A map that forgets what was not used for longest, so that clients cannot make it grow without end. */
export class BoundedMap<K, V> {
  readonly #entries = new Map<K, V>()

  constructor(private readonly maxSize: number) {}

  get(key: K): V | undefined {
    const value = this.#entries.get(key)
    if (value !== undefined) {
      // A Map keeps the order of insertion: the first entry is then the one unused for longest.
      this.#entries.delete(key)
      this.#entries.set(key, value)
    }
    return value
  }

  set(key: K, value: V): void {
    this.#entries.delete(key)
    if (this.#entries.size >= this.maxSize) this.#entries.delete(this.#entries.keys().next().value as K)
    this.#entries.set(key, value)
  }

  get size(): number {
    return this.#entries.size
  }
}
