/** Acknowledged events a second over HTTP, beside a bare node:http server in the same run. */
import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const here = (file) => fileURLToPath(new URL(file, import.meta.url))
const main = here('../packages/cli/dist/main.js')
const dataDir = mkdtempSync(join(tmpdir(), 'touchline-bench-'))
const ports = { TOUCHLINE_PORT: '0', TOUCHLINE_REPORTS_PORT: '0', TOUCHLINE_METRICS_PORT: '0' }
const env = { ...process.env, TOUCHLINE_DATA_DIR: dataDir, ...ports, TOUCHLINE_LOG_LEVEL: 'error' }
const seconds = 5

async function start(...args) {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(createInterface(child.stdout), 'line')
  return { child, ...JSON.parse(line) }
}

async function load(url, perRequest, connections) {
  const args = [here('load-generator.mjs'), `${url}/v1/events`, 'bench', perRequest, connections, seconds].map(String)
  return JSON.parse((await promisify(execFile)(process.execPath, args)).stdout)
}

const residentMb = (pid) => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024

const bare = await start(here('bare-server.mjs'))
const touchline = await start(main, 'serve')
execFileSync(process.execPath, [main, 'site', 'add', 'bench', '--json'], { env })

console.log(
  '| events a request | connections | bare requests/s | requests/s | share of bare | events/s | p50 ms | p99 ms | refused | RSS MB |',
)
console.log('|---|---|---|---|---|---|---|---|---|---|')
for (const [perRequest, connections] of [
  [1, 32],
  [10, 32],
  [20, 32],
]) {
  const floor = await load(bare.collector, perRequest, connections)
  const run = await load(touchline.collector, perRequest, connections)
  const share = (run.requestsPerS / floor.requestsPerS).toFixed(2)
  const cells = [
    perRequest,
    connections,
    floor.requestsPerS.toFixed(0),
    run.requestsPerS.toFixed(0),
    share,
    run.eventsPerS.toFixed(0),
  ]
  console.log(
    `| ${[...cells, run.p50.toFixed(1), run.p99.toFixed(1), run.refused, residentMb(touchline.child.pid).toFixed(0)].join(' | ')} |`,
  )
}

for (const { child } of [bare, touchline]) {
  child.kill('SIGTERM')
  await once(child, 'exit')
}
rmSync(dataDir, { recursive: true, force: true })
