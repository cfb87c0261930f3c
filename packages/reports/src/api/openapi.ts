import { acceptedSchema, batchSchema, eventSchema, importLineSchema } from '@touchline/events'
import { z } from 'zod'
import type { Report } from '../core/report.js'
import { reports } from '../registry.js'
import { jsonSchema } from './catalogue.js'
import { reportExample, routeExample } from './examples.js'
import { collectorPaths } from './openapi-collector.js'
import {
  type Json,
  json,
  limitProblems,
  problem,
  readKey,
  readProblems,
  reference,
  rowFormats,
} from './openapi-parts.js'
import { format, sitePaths } from './openapi-site.js'

const reportProblems = { ...readProblems, 404: problem('There is no such report'), ...limitProblems }

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
    ...(report.isSliced ? { breakdowns: { type: 'array', items: sliceSchema(report) } } : {}),
  },
})

/** One value of the general breakdown. */
const sliceSchema = (report: Report): Json => ({
  type: 'object',
  properties: {
    value: { type: 'string' },
    is_other: { type: 'boolean', description: 'What has none of the values shown' },
    rows: { type: 'array', items: jsonSchema(report.row, 'output') },
    totals: jsonSchema(report.totals, 'output'),
  },
})

function reportPath(report: Report): Json {
  const example = reportExample(report.name)
  const parameters = jsonSchema(report.params, 'input')
  const properties = (parameters.properties ?? {}) as Record<string, Json>
  const required = new Set((parameters.required ?? []) as string[])
  const answers = {
    200: {
      description: 'The answer; the other formats hold its rows',
      content: {
        ...json(answerSchema(report), example?.answer),
        ...rowFormats,
      },
    },
    ...reportProblems,
  }
  const common = { tags: ['reports'], summary: report.question, description: report.title, security: readKey }
  // The key names the site, so no request has to.
  const body = { ...parameters, required: [...required].filter((name) => name !== 'site_id') }
  return {
    post: {
      ...common,
      operationId: `post_${report.name}`,
      parameters: [format],
      requestBody: { required: true, content: json(body, example?.request) },
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
          responses: {
            200: {
              description: 'The catalogue',
              content: json({ type: 'object' }, routeExample('GET /v1/reports')?.answer),
            },
            ...readProblems,
          },
        },
      },
      ...Object.fromEntries(reports.map((report) => [`/v1/reports/${report.name}`, reportPath(report)])),
      ...sitePaths(),
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
