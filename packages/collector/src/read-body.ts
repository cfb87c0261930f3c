import { IncomingMessage } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { HttpProblem } from './http-problem.js'

/** The chunks of a request's body, and what its headers claim of it. */
export interface RequestBody {
  chunks: IncomingMessage | AsyncIterable<Uint8Array>
  contentLength: string | undefined
  contentEncoding: string | undefined
}

/** The body of a request: from Node's own stream when there is one, which spares a copy through a web stream. */
export function requestBody(request: Request, incoming: IncomingMessage | undefined): RequestBody {
  const header = (name: string) => (incoming ? incoming.headers[name] : request.headers.get(name)) as string | undefined
  return {
    chunks: incoming ?? (request.body as AsyncIterable<Uint8Array> | null) ?? noChunks(),
    contentLength: header('content-length') ?? undefined,
    contentEncoding: header('content-encoding') ?? undefined,
  }
}

async function* noChunks(): AsyncGenerator<Uint8Array> {}

/**
 * Reads a body of at most `maxBytes`, both as it comes and unpacked. Bytes are counted as they come: a Content-Length
 * is a claim, and a chunked body makes none.
 * @throws HttpProblem 400, 413 or 415
 */
export async function readBody(body: RequestBody, maxBytes: number): Promise<Buffer> {
  const encoding = body.contentEncoding?.trim().toLowerCase() || 'identity'
  if (encoding !== 'identity' && encoding !== 'gzip') {
    throw new HttpProblem('unsupported', 'Content-Encoding must be gzip or absent.')
  }
  const bytes = await collect(body, maxBytes)
  return encoding === 'gzip' ? unpack(bytes, maxBytes) : bytes
}

function collect({ chunks, contentLength }: RequestBody, maxBytes: number): Promise<Buffer> {
  if (Number(contentLength ?? 0) > maxBytes) throw tooLarge(maxBytes)
  const bytes = countedBytes(maxBytes)
  return chunks instanceof IncomingMessage ? collectIncoming(chunks, bytes) : collectChunks(chunks, bytes)
}

/** Keeps chunks until they are too many. */
function countedBytes(maxBytes: number) {
  const chunks: Uint8Array[] = []
  let length = 0
  return {
    add(chunk: Uint8Array) {
      length += chunk.length
      if (length > maxBytes) throw tooLarge(maxBytes)
      chunks.push(chunk)
    },
    all() {
      const [first = Buffer.alloc(0)] = chunks
      return chunks.length > 1
        ? Buffer.concat(chunks, length)
        : Buffer.from(first.buffer, first.byteOffset, first.length)
    },
  }
}

type CountedBytes = ReturnType<typeof countedBytes>

async function collectChunks(chunks: AsyncIterable<Uint8Array>, bytes: CountedBytes): Promise<Buffer> {
  try {
    for await (const chunk of chunks) bytes.add(chunk)
  } catch (error) {
    throw error instanceof HttpProblem ? error : broken()
  }
  return bytes.all()
}

// Most bodies come in one chunk with their request: an iterator would cost more than all that is done with it.
function collectIncoming(incoming: IncomingMessage, bytes: CountedBytes): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    incoming
      .on('data', (chunk: Buffer) => {
        try {
          bytes.add(chunk)
        } catch (error) {
          incoming.removeAllListeners('data').pause()
          reject(error)
        }
      })
      .once('end', () => resolve(bytes.all()))
      .once('error', () => reject(broken()))
      .once('close', () => {
        if (!incoming.readableEnded) reject(broken())
      })
  })
}

const broken = () => new HttpProblem('malformed', 'The request ended before its body was complete.')

function unpack(packed: Buffer, maxBytes: number): Buffer {
  try {
    // Stops at the cap, so that a bomb costs no more than a body of that size.
    return gunzipSync(packed, { maxOutputLength: maxBytes })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxBytes)
    throw new HttpProblem('malformed', 'The body is not valid gzip.')
  }
}

// The rest of such a body is not worth reading, so the connection cannot serve another request.
const tooLarge = (maxBytes: number) =>
  new HttpProblem('too_large', `The body may have ${maxBytes} bytes, also when unpacked.`, { connection: 'close' })
