/** All checks that need no engine and no browser: each is run, all failures are shown. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const node = (...args) =>
  spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0

const longest = 300

const checks = {
  'format and lint': () => node('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'),
  types: () =>
    node('node_modules/typescript/bin/tsc', '-b') &&
    node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.tests.json'),
  'unused code': () => node('node_modules/knip/bin/knip.js'),
  'bundle sizes': () => node('packages/sdk/build.mjs'),
  'package of the SDK': () =>
    node('packages/sdk/node_modules/publint/src/cli.js', 'run', '--strict', '--pack', 'npm', 'packages/sdk') &&
    node(
      'packages/sdk/node_modules/@arethetypeswrong/cli/dist/index.js',
      '--quiet',
      '--pack',
      'packages/sdk',
      '--profile',
      'esm-only',
    ),
  'generated files': () => node('scripts/generate.mjs', '--check'),
  [`no file over ${longest} lines`]: shortFiles,
}

function shortFiles() {
  const files = spawnSync('git', ['ls-files', '*.ts', '*.tsx', '*.mjs', '*.js', '*.css', '*.sql'], {
    cwd: root,
    encoding: 'utf8',
  })
  const long = files.stdout
    .split('\n')
    // A deleted file is listed until its deletion is staged.
    .filter((file) => file && existsSync(`${root}/${file}`))
    .map((file) => ({ file, lines: readFileSync(`${root}/${file}`, 'utf8').split('\n').length - 1 }))
    .filter(({ lines }) => lines > longest)
  for (const { file, lines } of long) console.error(`${file} has ${lines} lines`)
  return long.length === 0
}

const failed = Object.entries(checks).filter(([name, check]) => {
  console.log(`\n— ${name}`)
  return !check()
})
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.map(([name]) => name).join(', ')}`)
  process.exit(1)
}
console.log('\nAll checks passed.')
