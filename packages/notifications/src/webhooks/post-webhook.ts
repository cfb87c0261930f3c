import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { publicLookup, refusePrivateHost } from './public-lookup.js'

/** What a receiver answered. */
export interface WebhookAnswer {
  status: number
  /** The beginning of the body. */
  text: string
}

const answerMs = 15_000
const answerBytes = 1000

/**
 * Posts a body. Redirects are not followed: what is behind one was not configured.
 * @throws PrivateAddressError, or what kept the receiver from answering within 15 s
 */
export function postWebhook(
  url: string,
  body: string,
  headers: Record<string, string>,
  { allowPrivate = false }: { allowPrivate?: boolean } = {},
): Promise<WebhookAnswer> {
  const address = new URL(url)
  if (!allowPrivate) refusePrivateHost(address.hostname)
  const request = address.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const outgoing = request(
      address,
      {
        method: 'POST',
        // A connection of its own, so that it is the lookup's address which is connected to.
        agent: false,
        ...(allowPrivate ? undefined : { lookup: publicLookup }),
        signal: AbortSignal.timeout(answerMs),
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Touchline',
          ...headers,
        },
      },
      (incoming) => {
        let text = ''
        incoming.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk.slice(0, answerBytes - text.length)
        })
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text }))
        incoming.on('error', reject)
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
