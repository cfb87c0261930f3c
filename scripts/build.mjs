/** Builds everything: types and modules by tsc, then the browser's bundles by esbuild. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const node = (...args) => execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] })

node('node_modules/typescript/bin/tsc', '-b')
node('packages/sdk/build.mjs')
node('packages/reports/build.mjs')
