import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** A line of a source: its number from 1, and its text, or nothing when it is longer than allowed. */
export interface SourceLine {
  number: number
  text: string | undefined
}

const lineFeed = 0x0a

/**
 * The lines of a source, raw or gzip by its first bytes. Blank lines are left out, and one longer than `maxBytes` comes
 * without text, so that it costs no memory.
 */
export async function* readLines(
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<SourceLine, void, undefined> {
  let parts: Buffer[] = []
  let length = 0
  let number = 1
  const line = (): SourceLine | undefined => {
    const text =
      length > maxBytes
        ? undefined
        : Buffer.concat(parts)
            .toString('utf8')
            .replace(/^\uFEFF/, '')
            .trim()
    const read = text === '' ? undefined : { number, text }
    parts = []
    length = 0
    number++
    return read
  }
  for await (const chunk of unpacked(source)) {
    let start = 0
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      take(chunk.subarray(start, end))
      const read = line()
      if (read) yield read
      start = end + 1
    }
    take(chunk.subarray(start))
  }
  const last = line()
  if (last) yield last

  function take(part: Buffer) {
    length += part.length
    if (length <= maxBytes) parts.push(part)
    else parts = []
  }
}

async function* unpacked(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]()
  let head: Buffer = Buffer.alloc(0)
  let ended = false
  while (head.length < 2 && !ended) {
    const { done, value } = await chunks.next()
    if (done) ended = true
    else head = Buffer.concat([head, value])
  }
  async function* all(): AsyncGenerator<Buffer> {
    if (head.length > 0) yield head
    while (!ended) {
      const { done, value } = await chunks.next()
      if (done) return
      yield Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    }
  }
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* all()
    return
  }
  const packed = Readable.from(all())
  const gunzip = createGunzip()
  packed.on('error', (error) => gunzip.destroy(error))
  yield* packed.pipe(gunzip)
}
