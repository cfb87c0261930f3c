import { maskBits, type UnitEvents } from './unit-events.js'

/** What the upper half of a packed event counts in milliseconds. */
const above = 2 ** (32 - maskBits)

/** A unit as the funnel's query answers it: RowBinary of unit, touch and path. */
export interface UnitRow extends UnitEvents {
  unit: string
  /** Breakdown values of its first or last touch. */
  touch: readonly string[]
  /** Breakdown values of each event, empty when not asked for. */
  values: readonly (readonly string[])[]
}

/**
 * Reads the rows of unitPaths off a binary answer: `unit String, touch Array(String), path Array(UInt64)` and, with
 * values, `Array(Array(String))`.
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

const noTexts: readonly string[] = []
const noValues: readonly (readonly string[])[] = []
const onlyStepOne = { length: 1, times: [0], masks: [1], values: noValues }

class RowReader {
  offset = 0

  constructor(
    readonly bytes: Buffer,
    readonly fromMs: number,
    readonly withValues: boolean,
  ) {}

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
    this.#need(8 * length)
    const times: number[] = []
    const masks: number[] = []
    let sorted = true
    let before = -Infinity
    for (let i = 0; i < length; i++) {
      const low = this.bytes.readUInt32LE(this.offset)
      const ms = this.fromMs + this.bytes.readUInt32LE(this.offset + 4) * above + (low >>> maskBits)
      this.offset += 8
      times.push(ms)
      masks.push(low & (2 ** maskBits - 1))
      if (ms < before) sorted = false
      before = ms
    }
    const values = this.withValues ? this.#textLists() : noValues
    if (length === 0) return onlyStepOne
    return sorted ? { length, times, masks, values } : byTime({ length, times, masks, values })
  }

  #textLists(): readonly (readonly string[])[] {
    return Array.from({ length: this.#varint() }, () => this.#texts())
  }

  #texts(): readonly string[] {
    const length = this.#varint()
    if (length === 0) return noTexts
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

function byTime({ length, times, masks, values }: Omit<UnitRow, 'unit' | 'touch'>) {
  const order = Array.from({ length }, (_, i) => i).sort((a, b) => (times[a] as number) - (times[b] as number))
  return {
    length,
    times: order.map((i) => times[i] as number),
    masks: order.map((i) => masks[i] as number),
    values: values.length > 0 ? order.map((i) => values[i] as readonly string[]) : values,
  }
}
