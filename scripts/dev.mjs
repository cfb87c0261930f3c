/** Rebuilds on every change and restarts the demo. Ctrl-C ends all of it. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const start = (...args) => spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })

const children = [
  start('node_modules/typescript/bin/tsc', '-b', '--watch', '--preserveWatchOutput'),
  start('packages/sdk/build.mjs', '--watch'),
  start('packages/reports/build.mjs', '--watch'),
  start('--watch-preserve-output', '--watch', 'packages/cli/dist/main.js', 'demo'),
]
process.on('SIGINT', () => {
  for (const child of children) child.kill('SIGINT')
})
