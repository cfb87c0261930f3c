/**
 * Makes a fresh checkout ready: dependencies, the build, and (for tests) a browser. Quick when nothing changed.
 * Needs only Node and npm. Usage: node scripts/setup.mjs [build] [browser]
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findBrowser } from './find-browser.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const wanted = process.argv.slice(2)
function run(command, args) {
  try {
    execFileSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] })
  } catch {
    // The command has said what is wrong; our own stack would bury it.
    fail(`This failed: ${command} ${args.join(' ')}`)
  }
}

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) fail(`Touchline needs Node 20.19 or newer; this is ${process.version}.`)

installDependencies()
if (wanted.includes('build')) run(process.execPath, ['scripts/build.mjs'])
if (wanted.includes('browser')) installBrowser()

function installDependencies() {
  const manifests = [
    'package.json',
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'bench/package.json',
    ...packageManifests(),
  ]
  const hash = createHash('sha256')
  for (const file of manifests) hash.update(readFileSync(`${root}/${file}`))
  const state = `${hash.digest('hex')} ${process.platform} ${process.arch}\n`
  const stamp = `${root}/node_modules/.touchline-setup`
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return
  process.stderr.write('Installing dependencies (about 200 MB the first time, most of it the ClickHouse engine) …\n')
  const { packageManager } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'))
  run(process.platform === 'win32' ? 'npx.cmd' : 'npx', [
    '--yes',
    packageManager,
    'install',
    '--frozen-lockfile',
    '--reporter=append-only',
  ])
  writeFileSync(stamp, state)
}

function packageManifests() {
  const folders = ['packages', 'examples', 'test']
  const packages = folders.flatMap((folder) =>
    readdirSync(`${root}/${folder}`).map((name) => `${folder}/${name}/package.json`),
  )
  return packages.filter((file) => existsSync(`${root}/${file}`)).sort()
}

function installBrowser() {
  if (findBrowser()) return
  const apt = '/usr/bin/apt-get'
  if (process.getuid?.() !== 0 || !existsSync(apt)) {
    fail(
      'The tests need Chrome or Chromium: install one (Debian: sudo apt-get install chromium), or set CHROMIUM to its path.',
    )
  }
  process.stderr.write('Installing Chromium for the browser tests …\n')
  run(apt, ['update', '-qq'])
  run(apt, ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
