import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { touchpointSchema, uuidV7Time } from '@touchline/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildSdk, sizesOf } from '../build.mjs'
import { newId } from './new-id.js'

const run = promisify(execFile)
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const tsc = join(root, '../../node_modules/typescript/bin/tsc')
let outdir: string

beforeAll(async () => {
  outdir = await mkdtemp(join(tmpdir(), 'touchline-bundle-'))
  await buildSdk({ outdir })
})
afterAll(() => rm(outdir, { recursive: true }))

describe('the bundle', () => {
  it('stays within its budget', async () => {
    const budget = { 'touchline.js': 4300, 'touchline.core.js': 1900, 'stub.js': 65, 'early.js': 400 }
    for (const [name, bytes] of Object.entries(budget))
      expect((await sizesOf(join(outdir, name))).brotli, name).toBeLessThanOrEqual(bytes)
  })

  // web-vitals calls .at(): the SDK starts it only where that exists.
  it('has no syntax or other call later than ES2020, and no zod', async () => {
    const source = await readFile(join(outdir, 'touchline.js'), 'utf8')
    expect(source).not.toMatch(/ZodError|\?\?=|\|\|=|&&=|replaceAll|structuredClone|Object\.hasOwn/)
  })
})

describe('the types', () => {
  it('fit the wire', { timeout: 60_000 }, async () => {
    await expect(run(process.execPath, [tsc, '-p', join(root, 'tsconfig.test.json')])).resolves.toBeTruthy()
  })

  it('need no other package', { timeout: 60_000 }, async () => {
    const declarations = join(outdir, 'types')
    await run(process.execPath, [tsc, '-p', root, '--outDir', declarations, '--tsBuildInfoFile', join(outdir, 'info')])
    const index = await readFile(join(declarations, 'index.d.ts'), 'utf8')
    const imports = [...index.matchAll(/from ['"](.+?)['"]/g)].map(([, name]) => name)
    expect(new Set(imports)).toEqual(new Set(['./types.js']))
    expect(await readFile(join(declarations, 'types.d.ts'), 'utf8')).not.toMatch(/import|zod|@touchline/)
  })
})

describe('newId', () => {
  it('is a UUIDv7 that holds the time', () => {
    const before = Date.now()
    const ids = Array.from({ length: 100 }, newId)
    const after = Date.now()
    expect(new Set(ids).size).toBe(100)
    for (const id of ids) {
      expect(touchpointSchema.shape.event_id.safeParse(id).success).toBe(true)
      expect(uuidV7Time(id)).toBeGreaterThanOrEqual(before)
      expect(uuidV7Time(id)).toBeLessThanOrEqual(after)
    }
  })
})
