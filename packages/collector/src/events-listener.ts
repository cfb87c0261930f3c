import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { type EventsRequest, eventsPath } from './events-endpoint.js'
import type { Answer } from './http-problem.js'
import type { CollectorMetrics } from './metrics.js'

/**
 * Answers `POST /v1/events` on Node's own request and response, and leaves every other request to `others`. Web requests
 * and responses, which the routes of an app need, would cost several times what the endpoint itself does.
 */
export function createEventsListener(
  endpoint: (request: EventsRequest) => Promise<Answer>,
  others: RequestListener,
  metrics: CollectorMetrics,
  paths: readonly string[] = [eventsPath],
): RequestListener {
  const isEventsPath = (url = '') => paths.some((path) => url === path || url.startsWith(`${path}?`))
  return (incoming, outgoing) => {
    if (incoming.method !== 'POST' || !isEventsPath(incoming.url)) return others(incoming, outgoing)
    const { headers, socket } = incoming
    const header = (name: string) => headers[name] as string | undefined
    const body = {
      chunks: incoming,
      contentLength: headers['content-length'],
      contentEncoding: headers['content-encoding'],
    }
    return endpoint({ header, peer: socket.remoteAddress, body }).then((answer) => {
      metrics.request(eventsPath, answer.status)
      send(answer, incoming, outgoing)
    })
  }
}

function send({ status, headers, body }: Answer, incoming: IncomingMessage, outgoing: ServerResponse) {
  outgoing.writeHead(status, {
    ...headers,
    'content-length': Buffer.byteLength(body),
    // Answered before the body was read to its end: the connection cannot serve another request.
    ...(incoming.complete ? undefined : { connection: 'close' }),
  })
  outgoing.end(body)
}
