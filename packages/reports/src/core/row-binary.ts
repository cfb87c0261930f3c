/** Thrown to itself where the bytes end inside a row. */
const incomplete = Symbol('incomplete')

/**
 * Reads the rows of a RowBinary answer. Chunks may end anywhere.
 * @param read takes one row off the cursor; what it returns is gathered for each chunk
 */
export async function* readRowBinary<Row>(
  chunks: AsyncIterable<Buffer>,
  read: (cursor: BinaryCursor) => Row,
): AsyncGenerator<Row[]> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const cursor = new BinaryCursor(rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk)
    const rows: Row[] = []
    let done = 0
    try {
      while (!cursor.isAtEnd) {
        rows.push(read(cursor))
        done = cursor.offset
      }
    } catch (reason) {
      if (reason !== incomplete) throw reason
    }
    rest = cursor.bytes.subarray(done)
    yield rows
  }
  if (rest.length > 0) throw new Error('the answer ended inside a row')
}

/** A place in bytes of ClickHouse's RowBinary format; each read moves it on. */
export class BinaryCursor {
  offset = 0
  readonly #view: DataView

  constructor(readonly bytes: Buffer) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get isAtEnd(): boolean {
    return this.offset === this.bytes.length
  }

  uint8(): number {
    return this.#view.getUint8(this.#take(1))
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4), true)
  }

  /** A UInt64 below 2^53. */
  uint64(): number {
    const at = this.#take(8)
    return this.#view.getUint32(at + 4, true) * 2 ** 32 + this.#view.getUint32(at, true)
  }

  int64(): bigint {
    return this.#view.getBigInt64(this.#take(8), true)
  }

  text(): string {
    const length = this.count()
    if (length === 0) return ''
    const at = this.#take(length)
    return this.bytes.toString('utf8', at, at + length)
  }

  array<Item>(read: (cursor: BinaryCursor) => Item): Item[] {
    const length = this.count()
    const items: Item[] = []
    for (let i = 0; i < length; i++) items.push(read(this))
    return items
  }

  /** The length of a text or array. */
  count(): number {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = this.uint8()
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
    }
  }

  #take(bytes: number): number {
    const at = this.offset
    if (at + bytes > this.bytes.length) throw incomplete
    this.offset = at + bytes
    return at
  }
}
