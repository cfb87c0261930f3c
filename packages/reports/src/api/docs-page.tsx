import { createHash } from 'node:crypto'
import { openapiDocument } from './openapi.js'
import type { Json } from './openapi-parts.js'

interface Parameter {
  name: string
  in: string
  required?: boolean
  description?: string
  schema?: Json
  content?: Record<string, { schema: Json }>
}
type Content = Record<string, { schema?: Json; example?: unknown }>
interface Operation {
  summary?: string
  tags?: string[]
  security?: Record<string, unknown>[]
  parameters?: Parameter[]
  requestBody?: { description?: string; content: Content }
  responses: Record<string, { description?: string; content?: Content }>
}

const style = `
:root{color-scheme:light dark;--line:#8884;--soft:#8881}
body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:0 auto;padding:1.5rem}
h1{margin:0}h2{margin:2.5rem 0 .5rem}h3{margin:0;font-size:1rem;display:inline}
details{border:1px solid var(--line);border-radius:8px;margin:.5rem 0;padding:.6rem .9rem}
summary{cursor:pointer}summary code{font-weight:600}
table{border-collapse:collapse;width:100%;margin:.5rem 0}
td,th{border-top:1px solid var(--line);padding:.35rem .6rem .35rem 0;text-align:left;vertical-align:top}
pre{background:var(--soft);padding:.75rem;border-radius:6px;overflow:auto;max-height:26rem;font-size:.85rem}
code{font-family:ui-monospace,monospace;font-size:.9em}.wide{overflow-x:auto}
@media(prefers-color-scheme:dark){body{background:#14171a;color:#e6e8ea}a{color:#8ab4f8}}`

/** Nothing but the page itself and the style in it. */
export const docsPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

const pretty = (value: unknown) => JSON.stringify(value, null, 2)

/** What a value may be, in a few words. */
function typeOf(schema: Json | undefined): string {
  if (!schema) return ''
  if (Array.isArray(schema.enum)) return schema.enum.join(' | ')
  if (Array.isArray(schema.anyOf)) return [...new Set(schema.anyOf.map(typeOf))].filter(Boolean).join(' or ')
  if (schema.type === 'array') return `list of ${typeOf(schema.items as Json) || 'values'}`
  return String(schema.type ?? schema.const ?? '')
}

function Parameters({ rows }: { rows: Parameter[] }) {
  return (
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th>Parameter</th>
            <th>Values</th>
            <th>Meaning</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, required, description, schema, content }) => (
            <tr>
              <td>
                <code>{name}</code>
                {required ? ' (required)' : ''}
              </td>
              <td>{typeOf(schema ?? content?.['application/json']?.schema)}</td>
              <td>{description ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Example({ title, content }: { title: string; content?: Content }) {
  const [type, first] = Object.entries(content ?? {}).find(([, { example }]) => example !== undefined) ?? []
  if (!first) return null
  return (
    <>
      <p>
        {title} (<code>{type}</code>)
      </p>
      <pre>{pretty(first.example)}</pre>
    </>
  )
}

function Route({ method, path, operation }: { method: string; path: string; operation: Operation }) {
  const { summary, security, parameters, requestBody, responses } = operation
  const keys = (security ?? []).flatMap((one) => Object.keys(one)).map((key) => key.replace('Key', ' key'))
  return (
    <details id={`${method}-${path.replaceAll(/\W+/g, '-')}`}>
      <summary>
        <h3>
          <code>
            {method.toUpperCase()} {path}
          </code>
        </h3>{' '}
        {summary}
      </summary>
      <p>{keys.length > 0 ? `Needs a ${keys.join(' or ')}.` : 'Needs no secret key.'}</p>
      {parameters && parameters.length > 0 ? <Parameters rows={parameters} /> : null}
      {requestBody ? <Example title="Request" content={requestBody.content} /> : null}
      <Example title="Answer, lists cut short" content={responses['200']?.content ?? responses['202']?.content} />
      <div class="wide">
        <table>
          <tbody>
            {Object.entries(responses).map(([status, { description, content }]) => (
              <tr>
                <td>{status}</td>
                <td>{description}</td>
                <td>{Object.keys(content ?? {}).join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

let page: string | undefined

/** The description of the HTTP interfaces as one page that needs nothing else: no script, no font, no other address. */
export function docsPage(): string {
  page ??= `<!doctype html>${(<Page />).toString()}`
  return page
}

function Page() {
  const { paths } = openapiDocument() as { paths: Record<string, Record<string, Operation>> }
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    // A report answers GET as it answers POST; shown is the one whose parameters can be read.
    Object.entries(methods)
      .filter(([method]) => ['get', 'post', 'put', 'delete'].includes(method))
      .map(([method, operation]) => ({ path, method, operation })),
  )
  const isReport = (path: string) => path.startsWith('/v1/reports/')
  const isCollector = ({ operation }: { operation: Operation }) => operation.tags?.includes('collector')
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Touchline API</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <h1>Touchline API</h1>
        <p>
          Keys go as <code>Authorization: Bearer …</code> and name the site. The same as a file for programs:{' '}
          <a href="/openapi.json">openapi.json</a>.
        </p>
        <h2>Reports</h2>
        <p>
          Also by GET with the same parameters in the address, so that every answer has a link: lists and objects as
          JSON.
        </p>
        {routes
          .filter(({ path, method }) => isReport(path) && method === 'post')
          .map(({ path, operation }) => (
            <Route
              method="post"
              path={path}
              operation={{ ...operation, parameters: paths[path]?.get?.parameters ?? operation.parameters }}
            />
          ))}
        <h2>Visitors, segments, SQL</h2>
        {routes
          .filter((route) => !isReport(route.path) && !isCollector(route))
          .map((route) => (
            <Route {...route} />
          ))}
        <h2>Collector</h2>
        {routes.filter(isCollector).map((route) => (
          <Route {...route} />
        ))}
      </body>
    </html>
  )
}
