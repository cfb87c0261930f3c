import type { IncomingMessage } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { HttpProblem } from './http-problem.js'

/** The chunks of a request's body, and what its headers claim of it. */
export interface RequestBody {
  chunks: AsyncIterable<Uint8Array>
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

async function collect(body: RequestBody, maxBytes: number): Promise<Buffer> {
  if (Number(body.contentLength ?? 0) > maxBytes) throw tooLarge(maxBytes)
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of body.chunks) {
      length += chunk.length
      if (length > maxBytes) throw tooLarge(maxBytes)
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof HttpProblem) throw error
    throw new HttpProblem('malformed', 'The request ended before its body was complete.')
  }
  return chunks.length === 1 ? Buffer.from(chunks[0] as Uint8Array) : Buffer.concat(chunks, length)
}

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
