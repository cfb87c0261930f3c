// Writes packages/reports/examples.json, the examples of the API's description, from answers of the real engine.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', 'packages/reports/src/api/examples.test.ts'],
  { cwd: root, stdio: 'inherit', env: { ...process.env, TOUCHLINE_EXAMPLES: 'write' } },
)
process.exit(status ?? 1)
