import { segmentSchema } from '../core/segments.js'
import { answerFormats } from './answer-formats.js'
import { jsonSchema } from './catalogue.js'
import { routeExample } from './examples.js'
import {
  inPath,
  type Json,
  json,
  keyProblems,
  limitProblems,
  problem,
  query,
  readKey,
  readProblems,
  reference,
  rowFormats,
  serverKey,
} from './openapi-parts.js'
import { erasureSchema } from './person-routes.js'
import { segmentBodySchema } from './segment-routes.js'
import { sqlAnswerSchema, sqlBodySchema } from './sql-route.js'
import { timelineSchema } from './visitor-timeline.js'

const personParameters = [
  inPath('id'),
  query('site_id', { type: 'string' }),
  query('as', { enum: ['visitor', 'user'] }, 'What the id is; whichever it is when absent'),
]
export const format = query('format', { enum: answerFormats }, 'Wins over the Accept header')

const segmentJson = jsonSchema(segmentSchema, 'output')
const segmentsSchema: Json = {
  type: 'object',
  required: ['segments'],
  properties: { segments: { type: 'array', items: segmentJson } },
}

/** The routes beside the reports: visitors, segments, SQL. */
export const sitePaths = (): Json => ({
  '/v1/visitors/{id}': {
    get: {
      tags: ['reports'],
      operationId: 'visitor_events',
      summary: 'The events of one visitor or user, oldest first',
      security: readKey,
      parameters: [
        inPath('id', 'Of a visitor or a user'),
        query('site_id', { type: 'string' }),
        query('limit', { type: 'integer', minimum: 1, maximum: 10_000, default: 1000 }, 'The latest so many'),
        query('before', { type: 'string' }, 'The `next` of an answer: the events before those'),
      ],
      responses: {
        200: {
          description: 'The events',
          content: json(jsonSchema(timelineSchema, 'output'), routeExample('GET /v1/visitors/{id}')?.answer),
        },
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
        200: {
          description: 'What was erased',
          content: json(jsonSchema(erasureSchema, 'output'), {
            events: 42,
            dead_letters: 0,
            visitors: 2,
            erased_at: '2026-03-21T10:00:00.000Z',
          }),
        },
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
  '/v1/segments': {
    get: {
      tags: ['reports'],
      operationId: 'list_segments',
      summary: 'The saved filters of the site',
      security: readKey,
      responses: {
        200: { description: 'By name', content: json(segmentsSchema, routeExample('GET /v1/segments')?.answer) },
        ...readProblems,
      },
    },
  },
  '/v1/segments/{name}': {
    put: {
      tags: ['reports'],
      operationId: 'put_segment',
      summary: 'Saves filters under a name, for `segment` in every report',
      security: serverKey,
      parameters: [inPath('name')],
      requestBody: {
        required: true,
        content: json(jsonSchema(segmentBodySchema, 'input'), routeExample('PUT /v1/segments/{name}')?.request),
      },
      responses: {
        200: {
          description: 'As saved',
          content: json(segmentJson, routeExample('PUT /v1/segments/{name}')?.answer),
        },
        ...keyProblems('server'),
      },
    },
    delete: {
      tags: ['reports'],
      operationId: 'delete_segment',
      summary: 'Removes saved filters',
      security: serverKey,
      parameters: [inPath('name')],
      responses: {
        200: { description: 'Removed', content: json({ type: 'object' }, { name: 'Mobile', removed: true }) },
        ...keyProblems('server'),
        404: problem('There is no such segment'),
      },
    },
  },
  '/v1/sql': {
    post: {
      tags: ['reports'],
      operationId: 'run_sql',
      summary: 'Read-only SQL over the events of the site; off unless TOUCHLINE_SQL=on',
      security: readKey,
      parameters: [format],
      requestBody: {
        required: true,
        content: json(jsonSchema(sqlBodySchema, 'input'), routeExample('POST /v1/sql')?.request),
      },
      responses: {
        200: {
          description: 'The rows; the other formats hold nothing else',
          content: {
            ...json(jsonSchema(sqlAnswerSchema, 'output'), routeExample('POST /v1/sql')?.answer),
            ...rowFormats,
          },
        },
        ...readProblems,
        404: problem('SQL is off on this server'),
        ...limitProblems,
      },
    },
  },
})
