import { existsSync, readFileSync } from 'node:fs'

/** The sections that a report's guide has, in this order. */
const guideSections = ['How it is computed', 'Example', 'Caveats']

/** The hand-written part of a report's page; undefined when there is none. */
export const readGuide = (file) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined)

/** What is wrong with a guide, in sentences. */
export function guideProblems(name, guide) {
  if (guide === undefined)
    return [`Write packages/reports/src/reports/${name}/guide.md, which becomes part of its page.`]
  const headings = [...guide.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading.trim())
  const found = headings.filter((heading) => guideSections.includes(heading))
  if (found.join() === guideSections.join()) return []
  return [
    `The guide of ${name} must have the sections ${guideSections.map((s) => `"## ${s}"`).join(', ')}, in this order.`,
  ]
}

/** The reference page of a report, from the same definition as its route, its OpenAPI entry and its dashboard page. */
export function reportPage({ name, title, question, parameters, definitions }, guide) {
  const required = new Set(parameters.required ?? [])
  const rows = Object.entries(parameters.properties ?? {}).map(([parameter, schema]) => [
    `\`${parameter}\``,
    schema.description ?? '',
    required.has(parameter) ? 'required' : schema.default === undefined ? '' : `\`${JSON.stringify(schema.default)}\``,
    allowed(schema),
  ])
  return `<!-- Written by scripts/generate.mjs from the report's definition and its guide.md. -->
# ${title}

**${question}**

\`\`\`sh
touchline report ${name} --site my-shop --from 2026-03-01 --to 2026-03-31${steps(name, ' --steps ')}
curl -H "Authorization: Bearer $READ_KEY" 'http://127.0.0.1:8081/v1/reports/${name}?site_id=my-shop${steps(name, '&steps=')}'
\`\`\`

A rate is always \`{numerator, denominator, rate, low, high}\` with Wilson's 95% interval; money is a list of
\`{currency, amount}\`, never added across currencies; durations end in \`_ms\` or \`_s\`.

## Parameters

${table(['parameter', 'meaning', 'default', 'values'], rows)}
## What the figures mean

${table(
  ['figure', 'meaning'],
  Object.entries(definitions).map(([figure, meaning]) => [`\`${figure}\``, meaning]),
)}${guide ? `\n${guide}\n` : ''}`
}

const steps = (name, flag) => (name === 'funnel' ? `${flag}view_item,add_to_cart,purchase` : '')

function allowed({ enum: values, type, minimum, maximum, anyOf }) {
  if (values) return values.map((value) => `\`${value}\``).join(', ')
  if (type === 'integer' || type === 'number')
    return [minimum, maximum].every((bound) => bound !== undefined) ? `${minimum} to ${maximum}` : 'number'
  return anyOf ? '' : (type ?? '')
}

const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ')
const table = (head, rows) =>
  `${[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n')}\n`
