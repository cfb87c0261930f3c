import { acceptedSchema, batchSchema, eventSchema, importFormats, importLineSchema } from '@touchline/events'
import { z } from 'zod'
import type { Report } from '../core/report.js'
import { reports } from '../registry.js'
import { answerFormats } from './answer-formats.js'
import { jsonSchema } from './catalogue.js'
import { erasureSchema } from './person-routes.js'
import { timelineSchema } from './visitor-timeline.js'

type Json = Record<string, unknown>

const collector = [{ url: 'http://127.0.0.1:8080', description: 'Collector (public)' }]
const readKey = [{ readKey: [] }]
const serverKey = [{ serverKey: [] }]

const json = (schema: Json) => ({ 'application/json': { schema } })
const reference = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })
const problem = (description: string) => ({ description, content: json(reference('problem')) })
const query = (name: string, schema: Json, description?: string, required = false) => ({
  name,
  in: 'query',
  required,
  description,
  schema,
})

const keyProblems = (kind: string) => ({
  400: problem('A parameter is unknown or wrong; the message says which and what is allowed'),
  401: problem(`No valid ${kind} key`),
  403: problem('The key is of another site or kind'),
})
const readProblems = keyProblems('read')
const personParameters = [
  { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
  query('site_id', { type: 'string' }),
  query('as', { enum: ['visitor', 'user'] }, 'What the id is; whichever it is when absent'),
]
const reportProblems = {
  ...readProblems,
  404: problem('There is no such report'),
  422: problem('The report would take too long or too much memory'),
  503: problem('ClickHouse does not answer; Retry-After says when to try again'),
}

const answerSchema = (report: Report): Json => ({
  type: 'object',
  required: ['report', 'params', 'rows', 'totals', 'notes', 'definitions', 'sample', 'computed_ms'],
  properties: {
    report: { const: report.name },
    params: { type: 'object' },
    rows: { type: 'array', items: jsonSchema(report.row, 'output') },
    totals: jsonSchema(report.totals, 'output'),
    notes: { type: 'array', items: { type: 'string' } },
    definitions: { type: 'object', additionalProperties: { type: 'string' } },
    sample: { type: 'object', additionalProperties: { type: 'number' } },
    computed_ms: { type: 'number', unit: 'ms' },
  },
})

function reportPath(report: Report): Json {
  const parameters = jsonSchema(report.params, 'input')
  const properties = (parameters.properties ?? {}) as Record<string, Json>
  const required = new Set((parameters.required ?? []) as string[])
  const answers = {
    200: {
      description: 'The answer; the other formats hold its rows',
      content: {
        ...json(answerSchema(report)),
        'text/csv': { schema: { type: 'string' } },
        'application/x-ndjson': { schema: { type: 'string' } },
        'application/vnd.apache.parquet': { schema: { type: 'string', format: 'binary' } },
        'application/vnd.apache.arrow.stream': { schema: { type: 'string', format: 'binary' } },
      },
    },
    ...reportProblems,
  }
  const format = query('format', { enum: answerFormats }, 'Wins over the Accept header')
  const common = { tags: ['reports'], summary: report.question, description: report.title, security: readKey }
  // The key names the site, so no request has to.
  const body = { ...parameters, required: [...required].filter((name) => name !== 'site_id') }
  return {
    post: {
      ...common,
      operationId: `post_${report.name}`,
      parameters: [format],
      requestBody: { required: true, content: json(body) },
      responses: answers,
    },
    get: {
      ...common,
      operationId: `get_${report.name}`,
      parameters: [
        ...Object.entries(properties).map(([name, schema]) => ({
          name,
          in: 'query',
          required: name !== 'site_id' && required.has(name),
          description: schema.description,
          ...(isScalar(schema) ? { schema } : { content: json(schema) }),
        })),
        format,
      ],
      responses: answers,
    },
  }
}

/** Scalars stand in an address as they are, anything else as JSON. */
const isScalar = (schema: Json) =>
  typeof schema.type === 'string' && schema.type !== 'object' && schema.type !== 'array'

const collectorPaths: Json = {
  '/v1/events': {
    servers: collector,
    post: {
      tags: ['collector'],
      operationId: 'post_events',
      summary: 'Sends a batch of events; answered when they are on disk',
      requestBody: {
        required: true,
        description: 'Also as text/plain (no preflight), and with Content-Encoding: gzip',
        content: { ...json(reference('batch')), 'text/plain': { schema: reference('batch') } },
      },
      responses: {
        202: { description: 'The events taken and those refused', content: json(reference('accepted')) },
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
        content: { 'application/x-ndjson': { schema: reference('import_line') } },
      },
      responses: {
        200: { description: 'Lines of progress; the last has accepted, duplicates, rejected, erased, errors_sample' },
        401: problem('No valid server key'),
        403: problem('The key is of another site or kind'),
      },
    },
  },
  '/livez': { get: { operationId: 'live', summary: 'The process runs', responses: { 200: { description: 'Yes' } } } },
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

/** The OpenAPI 3.1 description of both HTTP interfaces, made from the schemas that check the requests. */
export function openapiDocument(): Json {
  const batch = jsonSchema(batchSchema, 'input')
  const batchProperties = batch.properties as Record<string, Json>
  return {
    openapi: '3.1.0',
    info: {
      title: 'Touchline',
      version: '1',
      description: 'Customer-journey analytics for shops',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: 'http://127.0.0.1:8081', description: 'Reports (private)' }],
    paths: {
      ...collectorPaths,
      '/v1/reports': {
        get: {
          tags: ['reports'],
          operationId: 'list_reports',
          summary: 'The reports with their parameters, columns and definitions',
          security: readKey,
          responses: { 200: { description: 'The catalogue', content: json({ type: 'object' }) }, ...readProblems },
        },
      },
      ...Object.fromEntries(reports.map((report) => [`/v1/reports/${report.name}`, reportPath(report)])),
      '/v1/visitors/{id}': {
        get: {
          tags: ['reports'],
          operationId: 'visitor_events',
          summary: 'The events of one visitor or user, oldest first',
          security: readKey,
          parameters: [
            { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
            query('site_id', { type: 'string' }),
            query('limit', { type: 'integer', minimum: 1, maximum: 10_000, default: 1000 }, 'The latest so many'),
          ],
          responses: {
            200: { description: 'The events', content: json(jsonSchema(timelineSchema, 'output')) },
            ...readProblems,
            404: problem('No events of that visitor'),
          },
        },
        delete: {
          tags: ['reports'],
          operationId: 'erase_visitor',
          summary: 'Erases a visitor or user; imports and replays do not bring them back',
          security: serverKey,
          parameters: personParameters,
          responses: {
            200: { description: 'What was erased', content: json(jsonSchema(erasureSchema, 'output')) },
            ...keyProblems('server'),
            503: problem('ClickHouse does not answer; send the erasure again'),
          },
        },
      },
      '/v1/visitors/{id}/export': {
        get: {
          tags: ['reports'],
          operationId: 'export_visitor',
          summary: 'The events of one visitor or user as lines that can be imported',
          security: [...readKey, ...serverKey],
          parameters: personParameters,
          responses: {
            200: {
              description: 'One event a line',
              content: { 'application/x-ndjson': { schema: reference('import_line') } },
            },
            ...keyProblems('read or server'),
            404: problem('No events of that visitor or user'),
          },
        },
      },
    },
    components: {
      securitySchemes: {
        readKey: { type: 'http', scheme: 'bearer', description: 'tl_read_…: reads the reports of one site' },
        serverKey: { type: 'http', scheme: 'bearer', description: 'tl_server_…: imports into one site and erases' },
      },
      schemas: {
        event: jsonSchema(eventSchema, 'input'),
        batch: {
          ...batch,
          properties: { ...batchProperties, events: { ...batchProperties.events, items: reference('event') } },
        },
        accepted: jsonSchema(acceptedSchema, 'output'),
        import_line: jsonSchema(importLineSchema, 'input'),
        problem: jsonSchema(z.object({ error: z.string(), message: z.string() }), 'output'),
      },
    },
  }
}
