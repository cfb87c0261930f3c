import type { UnitEvents } from './unit-events.js'

/** A unit as the funnel's query answers it: RowBinary of unit, touch and path. */
export interface UnitRow extends UnitEvents {
  unit: string
  /** Breakdown values of its first or last touch. */
  touch: readonly string[]
  /** Breakdown values of each event, empty when not asked for. */
  values: readonly (readonly string[])[]
}

/** Reads `(unit String, touch Array(String), path Array(Tuple(Float64, UInt32, Array(String))))` off a binary answer. */
export async function* readUnits(chunks: AsyncIterable<Buffer>): AsyncGenerator<UnitRow[]> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const reader = new RowReader(rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk)
    const rows: UnitRow[] = []
    let done = 0
    for (let row = reader.row(); row; row = reader.row()) {
      rows.push(row)
      done = reader.offset
    }
    rest = reader.bytes.subarray(done)
    yield rows
  }
  if (rest.length > 0) throw new Error('the answer ended inside a row')
}

/** Thrown to itself where the bytes end inside a row. */
const incomplete = Symbol('incomplete')

class RowReader {
  offset = 0
  readonly #noTexts: readonly string[] = []

  constructor(readonly bytes: Buffer) {}

  /** The next row; undefined when the bytes end before it does. */
  row(): UnitRow | undefined {
    if (this.offset === this.bytes.length) return undefined
    try {
      const unit = this.#text()
      const touch = this.#texts()
      return { unit, touch, ...this.#path() }
    } catch (reason) {
      if (reason === incomplete) return undefined
      throw reason
    }
  }

  #path() {
    const length = this.#varint()
    const times = new Float64Array(length)
    const masks = new Uint32Array(length)
    const values: (readonly string[])[] = []
    let sorted = true
    for (let i = 0; i < length; i++) {
      this.#need(12)
      times[i] = this.bytes.readDoubleLE(this.offset)
      masks[i] = this.bytes.readUInt32LE(this.offset + 8)
      this.offset += 12
      values.push(this.#texts())
      if (i > 0 && (times[i] as number) < (times[i - 1] as number)) sorted = false
    }
    return sorted ? { length, times, masks, values } : byTime({ length, times, masks, values })
  }

  #texts(): readonly string[] {
    const length = this.#varint()
    if (length === 0) return this.#noTexts
    return Array.from({ length }, () => this.#text())
  }

  #text(): string {
    const length = this.#varint()
    if (length === 0) return ''
    this.#need(length)
    const text = this.bytes.toString('utf8', this.offset, this.offset + length)
    this.offset += length
    return text
  }

  #varint(): number {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      this.#need(1)
      const byte = this.bytes[this.offset++] as number
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
    }
  }

  #need(bytes: number): void {
    if (this.offset + bytes > this.bytes.length) throw incomplete
  }
}

function byTime(row: { length: number; times: Float64Array; masks: Uint32Array; values: (readonly string[])[] }) {
  const order = Array.from(row.times.keys()).sort((a, b) => (row.times[a] as number) - (row.times[b] as number))
  return {
    length: row.length,
    times: Float64Array.from(order, (i) => row.times[i] as number),
    masks: Uint32Array.from(order, (i) => row.masks[i] as number),
    values: order.map((i) => row.values[i] as readonly string[]),
  }
}
