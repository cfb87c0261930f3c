/**
 * What the collector takes and what it costs, beside a bare node:http server in the same run, on the same machine as the
 * load generator and the engine: acknowledged events, latency at a fixed rate, a backlog, and an import.
 * BENCH_SECONDS (5) is the length of each measurement.
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { writeImportFile } from './import-file.mjs'
import { enginePid, memoryMb, processorS, startServer } from './server-process.mjs'

const here = (file) => fileURLToPath(new URL(file, import.meta.url))
const main = here('../packages/cli/dist/main.js')
const dataDir = mkdtempSync(join(tmpdir(), 'touchline-bench-'))
const ports = { TOUCHLINE_PORT: '0', TOUCHLINE_REPORTS_PORT: '0', TOUCHLINE_METRICS_PORT: '0' }
const env = { ...process.env, TOUCHLINE_DATA_DIR: dataDir, ...ports, TOUCHLINE_LOG_LEVEL: 'error' }
const seconds = Number(process.env.BENCH_SECONDS ?? 5)
const importLines = 200_000

const node = async (...args) => (await promisify(execFile)(process.execPath, args.map(String), { env })).stdout
const load = async (server, perRequest, connections, rate = 0) => {
  const url = `${server.collector}/v1/events`
  return JSON.parse(await node(here('load-generator.mjs'), url, 'bench', perRequest, connections, seconds, rate))
}
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`)
const head = (...names) => {
  console.log()
  row(...names)
  row(...names.map(() => '---'))
}
const backlog = async ({ collector }) => (await (await fetch(`${collector}/readyz`)).json()).backlog

async function drained(server) {
  while ((await backlog(server)) > 0) await delay(20)
}

const bare = await startServer([here('bare-server.mjs')])
const touchline = await startServer([main, 'serve'], env)
await node(main, 'site', 'add', 'bench', '--json')
console.log(
  `${cpus().length} x ${cpus()[0].model}, node ${process.version}, load ${loadavg()[0].toFixed(1)} at the start`,
)
// Compiles what is hot, and lets the drain pass the batches after a start, which it looks up as it must.
await load(bare, 20, 64)
await load(touchline, 20, 64)
await drained(touchline)

head(
  'events a request',
  'bare requests/s',
  'requests/s',
  'share of bare',
  'events/s',
  'p50 ms',
  'p99 ms',
  'refused',
  'CPU µs an event',
  'bare µs a request',
  'RSS MiB (own)',
  'load',
)
for (const perRequest of [1, 10, 20]) {
  const bareBefore = processorS(bare.pid)
  const floor = await load(bare, perRequest, 64)
  const bareUs = ((processorS(bare.pid) - bareBefore) * 1e6) / floor.requests
  const before = processorS(touchline.pid)
  const run = await load(touchline, perRequest, 64)
  const rss = memoryMb(touchline.pid)
  await drained(touchline)
  const eventUs = ((processorS(touchline.pid) - before) * 1e6) / run.accepted
  row(
    perRequest,
    floor.requestsPerS.toFixed(0),
    run.requestsPerS.toFixed(0),
    (run.requestsPerS / floor.requestsPerS).toFixed(2),
    run.eventsPerS.toFixed(0),
    run.p50.toFixed(1),
    run.p99.toFixed(1),
    run.refused,
    eventUs.toFixed(1),
    bareUs.toFixed(1),
    rss,
    loadavg()[0].toFixed(1),
  )
}

head('2,000 requests/s, 1 event', 'requests/s', 'p50 ms', 'p99 ms', 'load')
for (const [name, server] of [
  ['bare', bare],
  ['touchline', touchline],
]) {
  const { requestsPerS, p50, p99 } = await load(server, 1, 64, 2000)
  row(name, requestsPerS.toFixed(0), p50.toFixed(1), p99.toFixed(1), loadavg()[0].toFixed(1))
}

// A stopped process answers nothing and refuses nothing: what a ClickHouse that hangs looks like.
await drained(touchline)
const engine = enginePid(touchline.pid)
process.kill(engine, 'SIGSTOP')
const away = await load(touchline, 20, 64)
const waiting = await backlog(touchline)
process.kill(engine, 'SIGCONT')
const began = performance.now()
await drained(touchline)
const drainS = (performance.now() - began) / 1000
head('ClickHouse away', 'acknowledged/s meanwhile', 'refused', 'backlog', 'drained in s', 'events/s', 'RSS MiB (own)')
row(
  `${seconds} s`,
  away.eventsPerS.toFixed(0),
  away.refused,
  waiting,
  drainS.toFixed(1),
  (waiting / drainS).toFixed(0),
  memoryMb(touchline.pid),
)

const file = join(dataDir, 'import.ndjson')
await writeImportFile(file, importLines)
const importBegan = performance.now()
await node(main, 'import', file, '--site', 'bench', '--json')
const importS = (performance.now() - importBegan) / 1000
head('import, 30 days', 'lines', 's with the start of the command', 'lines/s')
row('NDJSON', importLines, importS.toFixed(1), (importLines / importS).toFixed(0))

await touchline.stop()
await bare.stop()
rmSync(dataDir, { recursive: true, force: true })
