import type { Logger } from 'pino'
import { securityHeaders } from './http-problem.js'
import type { ImportProgress, ImportResult } from './import-events.js'

/**
 * Runs an import and answers while it runs: a line of JSON for each batch, and at the end the result. The status is sent
 * before the outcome is known, so an import that breaks off ends with `{error, message}` instead.
 */
export function streamImport(
  run: (onProgress: (progress: ImportProgress) => void, signal: AbortSignal) => Promise<ImportResult>,
  log: Logger,
): Response {
  const encoder = new TextEncoder()
  const aborter = new AbortController()
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      // Few short lines, so none waits for the client to read: it may read only after it has sent everything.
      const send = (line: unknown) => {
        if (!aborter.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
      }
      try {
        send(await run((progress) => send({ event: 'progress', ...progress }), aborter.signal))
      } catch (error) {
        log.warn({ err: error }, 'An import broke off')
        const message = 'The import broke off. Lines up to the last progress are stored; send the source again.'
        send({ error: 'failed', message })
      }
      if (!aborter.signal.aborted) controller.close()
    },
    // The client went away: nobody waits for ClickHouse any more.
    cancel: () => aborter.abort(),
  })
  return new Response(body, { headers: { ...securityHeaders, 'content-type': 'application/x-ndjson' } })
}
