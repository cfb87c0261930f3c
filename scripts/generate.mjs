/** Writes the generated documents; with --check says which are stale instead. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { catalogueEntry, openapiDocument, reports } from '../packages/reports/dist/index.js'
import { guideProblems, readGuide, reportPage } from './report-page.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const guides = new Map(
  reports.map(({ name }) => [name, readGuide(`${root}packages/reports/src/reports/${name}/guide.md`)]),
)
const documents = {
  'docs/openapi.json': () => `${JSON.stringify(openapiDocument(), null, 2)}\n`,
  ...Object.fromEntries(
    reports.map((report) => [
      `docs/reports/${report.name}.md`,
      () => reportPage(catalogueEntry(report), guides.get(report.name)),
    ]),
  ),
}

let stale = 0
for (const [file, make] of Object.entries(documents)) {
  const content = make()
  const current = read(`${root}${file}`)
  if (current === content) continue
  if (process.argv.includes('--check')) {
    console.error(`${file} is stale: run node scripts/generate.mjs`)
    stale++
  } else {
    mkdirSync(dirname(`${root}${file}`), { recursive: true })
    writeFileSync(`${root}${file}`, content)
    console.log(`wrote ${file}`)
  }
}

const problems = [...guides].flatMap(([name, guide]) => guideProblems(name, guide))
for (const problem of problems) console.error(problem)
process.exit(stale + problems.length > 0 ? 1 : 0)

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
