import { importFormats } from '@touchline/events'
import { type Json, json, problem, query, reference, serverKey } from './openapi-parts.js'

const collector = [{ url: 'http://127.0.0.1:8080', description: 'Collector (public)' }]

export const batchExample = {
  site_id: 'my-shop',
  sent_at: 1772359381000,
  events: [
    {
      kind: 'cart',
      name: 'add_to_cart',
      event_id: '019caa0d-4ea8-7cc3-98c4-dc0c0c07398f',
      occurred_at: 1772359380000,
      visitor_id: 'v-4711',
      page: { url: 'https://my-shop.example/p/lamp', page_type: 'product' },
      cart_id: 'c-1',
      currency: 'EUR',
      value: 40,
      items: [{ item_id: 'lamp', price: 40, quantity: 1 }],
    },
  ],
}
export const acceptedExample = { accepted: 1, rejected: [] }
export const importLineExample = {
  name: 'add_to_cart',
  occurred_at: '2026-03-01T10:03:00Z',
  visitor_id: 'v4',
  cart_id: 'c1',
  currency: 'EUR',
  value: 40,
}
const importedExample = { accepted: 1, duplicates: 0, rejected: 0, erased: 0, errors_sample: [] }

/** The routes of the collector, which knows nothing of reports. */
export const collectorPaths: Json = {
  '/v1/events': {
    servers: collector,
    post: {
      tags: ['collector'],
      operationId: 'post_events',
      summary: 'Sends a batch of events; answered when they are on disk',
      requestBody: {
        required: true,
        description: 'Also as text/plain (no preflight), and with Content-Encoding: gzip',
        content: {
          ...json(reference('batch'), batchExample),
          'text/plain': { schema: reference('batch'), example: batchExample },
        },
      },
      responses: {
        202: {
          description: 'The events taken and those refused',
          content: json(reference('accepted'), acceptedExample),
        },
        400: problem('Malformed'),
        401: problem('The key given is not valid'),
        403: problem('Unknown site, or an origin that it does not allow'),
        413: problem('Too large'),
        415: problem('Another content type or encoding'),
        429: problem('Too many requests; Retry-After says when to try again'),
        503: problem('The spool cannot commit; Retry-After says when to try again'),
      },
    },
  },
  '/v1/import': {
    servers: collector,
    post: {
      tags: ['collector'],
      operationId: 'import_events',
      summary: 'Imports events of any age; streams progress and ends with totals',
      security: serverKey,
      parameters: [
        query('site_id', { type: 'string' }, 'The site', true),
        query('format', { enum: [...importFormats], default: 'touchline' }, 'What the lines are: see docs/import.md'),
      ],
      requestBody: {
        required: true,
        description: 'One event a line; also gzip',
        content: { 'application/x-ndjson': { schema: reference('import_line'), example: importLineExample } },
      },
      responses: {
        200: {
          description: 'Lines of progress; the last has accepted, duplicates, rejected, erased, errors_sample',
          content: { 'application/x-ndjson': { schema: { type: 'object' }, example: importedExample } },
        },
        401: problem('No valid server key'),
        403: problem('The key is of another site or kind'),
      },
    },
  },
  '/livez': {
    get: {
      operationId: 'live',
      summary: 'The process runs',
      responses: { 200: { description: 'Yes', content: json({ type: 'object' }, { status: 'ok' }) } },
    },
  },
  '/readyz': {
    servers: collector,
    get: {
      tags: ['collector'],
      operationId: 'ready',
      summary: 'Events can be taken: spool writable, backlog and disk within limits',
      responses: { 200: { description: 'Yes' }, 503: problem('No, and why') },
    },
  },
  '/touchline.js': {
    servers: collector,
    get: {
      tags: ['collector'],
      operationId: 'sdk',
      summary: 'The browser SDK',
      responses: { 200: { description: 'JavaScript', content: { 'text/javascript': { schema: { type: 'string' } } } } },
    },
  },
}
