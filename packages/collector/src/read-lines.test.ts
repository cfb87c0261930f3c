import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readLines } from './read-lines.js'

const read = async (chunks: Uint8Array[], maxBytes = 100) => {
  const lines = []
  for await (const line of readLines(Readable.from(chunks), maxBytes)) lines.push(line)
  return lines
}
const text = (lines: string) => Buffer.from(lines)
const cutInto = (size: number, bytes: Buffer) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size))

describe('readLines', () => {
  it('numbers lines from 1, blank ones too, with any line end and without the last', async () => {
    const expected = [
      { number: 1, text: 'a' },
      { number: 3, text: 'đ' },
      { number: 4, text: 'c' },
    ]
    expect(await read([text('\ufeffa\r\n\n  đ\nc')])).toEqual(expected)
    expect(await read(cutInto(1, text('a\n\nđ\nc\n')))).toEqual(expected)
  })

  it('reads all members of a gzip file, wherever the chunks end', async () => {
    const members = [gzipSync('a\nb'), gzipSync('c\n'), gzipSync(''), gzipSync('d\n')]
    const expected = ['a', 'bc', 'd'].map((line, i) => ({ number: i + 1, text: line }))
    expect(await read([Buffer.concat(members)])).toEqual(expected)
    expect(await read(members)).toEqual(expected)
    for (const size of [1, 7, 19]) expect(await read(cutInto(size, Buffer.concat(members)))).toEqual(expected)
  })

  it('fails at a member that is cut off or damaged, after the lines before it', async () => {
    const whole = gzipSync('a\nb\n')
    await expect(read([whole, gzipSync('c\n').subarray(0, 15)])).rejects.toThrow()
    const damaged = Buffer.from(gzipSync(`${'c'.repeat(50)}\n`))
    damaged[damaged.length - 6] = (damaged[damaged.length - 6] as number) ^ 1
    await expect(read([whole, damaged])).rejects.toThrow()
  })

  it('has no text for a line that is too long, and goes on after it', async () => {
    const long = text(`a\n${'x'.repeat(101)}\nb`)
    const expected = [
      { number: 1, text: 'a' },
      { number: 2, text: undefined },
      { number: 3, text: 'b' },
    ]
    expect(await read([long])).toEqual(expected)
    expect(await read(cutInto(10, long))).toEqual(expected)
  })
})
