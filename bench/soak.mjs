/**
 * The faults and attacks of test/faults in their long forms: 200 kills, 5,000 slow connections, a million distinct
 * property keys and more. Takes about half an hour. SOAK=n makes them n times as long as in CI; 10 when it is not set.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const scale = Number(process.env.SOAK ?? 10)
const args = ['run', 'test/faults', '--reporter=verbose', `--testTimeout=${60_000 * scale}`, '--maxWorkers=1']
const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, SOAK: String(scale) },
})
process.exitCode = status ?? 1
