import { maskBits, type UnitEvents } from './unit-events.js'

/** What the upper half of a packed event counts in milliseconds. */
const above = 2 ** (32 - maskBits)

/** A unit as the funnel's query answers it: RowBinary of unit, touch and path. */
export interface UnitRow extends UnitEvents {
  unit: string
  /** Breakdown value of its first or last touch. */
  touch: string
  /** Breakdown value of each event, empty when not asked for. */
  values: readonly string[]
}

/**
 * Reads the rows of unitPaths off a binary answer: `unit String, touch String, path Array(UInt64)` and, with
 * values, `Array(String)`.
 * @param fromMs what the times of the path count from
 */
export async function* readUnits(
  chunks: AsyncIterable<Buffer>,
  fromMs: number,
  withValues: boolean,
): AsyncGenerator<UnitRow[]> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const reader = new RowReader(rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk, fromMs, withValues)
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

const noValues: readonly string[] = []
/** A unit that ends at step 1 and of which nothing else is asked: most are, so they share one. */
export const onlyStepOne: UnitRow = { unit: '', touch: '', length: 1, times: [0], masks: [1], values: noValues }

class RowReader {
  offset = 0
  readonly #view: DataView

  constructor(
    readonly bytes: Buffer,
    readonly fromMs: number,
    readonly withValues: boolean,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  /** The next row; undefined when the bytes end before it does. */
  row(): UnitRow | undefined {
    if (this.offset === this.bytes.length) return undefined
    if (this.#isOnlyStepOne()) {
      this.offset += 3
      return onlyStepOne
    }
    try {
      const unit = this.#text()
      const touch = this.#text()
      const length = this.#varint()
      return length === 0 ? this.#stepOne(unit, touch) : this.#path(unit, touch, length)
    } catch (reason) {
      if (reason === incomplete) return undefined
      throw reason
    }
  }

  /** Empty unit, touch and path: the most frequent row is told without being read. */
  #isOnlyStepOne(): boolean {
    const { bytes, offset } = this
    return !this.withValues && bytes[offset] === 0 && bytes[offset + 1] === 0 && bytes[offset + 2] === 0
  }

  #stepOne(unit: string, touch: string): UnitRow {
    if (this.withValues) this.#texts()
    return unit === '' && touch === '' ? onlyStepOne : { ...onlyStepOne, unit, touch }
  }

  #path(unit: string, touch: string, length: number): UnitRow {
    this.#need(8 * length)
    const times: number[] = []
    const masks: number[] = []
    let sorted = true
    let before = -Infinity
    for (let i = 0; i < length; i++) {
      const low = this.#view.getUint32(this.offset, true)
      const ms = this.fromMs + this.#view.getUint32(this.offset + 4, true) * above + (low >>> maskBits)
      this.offset += 8
      times.push(ms)
      masks.push(low & (2 ** maskBits - 1))
      if (ms < before) sorted = false
      before = ms
    }
    const row = { unit, touch, length, times, masks, values: this.withValues ? this.#texts() : noValues }
    return sorted ? row : byTime(row)
  }

  #texts(): readonly string[] {
    const length = this.#varint()
    if (length === 0) return noValues
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

function byTime(row: UnitRow): UnitRow {
  const { length, times, masks, values } = row
  const order = Array.from({ length }, (_, i) => i).sort((a, b) => (times[a] as number) - (times[b] as number))
  return {
    ...row,
    times: order.map((i) => times[i] as number),
    masks: order.map((i) => masks[i] as number),
    values: values.length > 0 ? order.map((i) => values[i] as string) : values,
  }
}
