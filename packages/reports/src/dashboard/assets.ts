import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pack } from './compress.js'

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** One static file of the dashboard. */
export interface Asset {
  body: Uint8Array<ArrayBuffer>
  type: string
  etag: string
  /** The body packed as small as can be, made once each. */
  packed(encoding: 'br' | 'gzip'): Promise<Uint8Array<ArrayBuffer>>
}

/** The dashboard's static files, under addresses that change with their content. */
export interface Assets {
  /** The address of a file, for example `/assets/5f2c…/dashboard.css`. */
  path(name: string): string
  find(fingerprint: string, name: string): Asset | undefined
}

const directories = ['../../public/', '../../dist/assets/']

/**
 * Reads the icons, the stylesheet and the bundled islands into memory. Where nothing is bundled the pages stay readable:
 * every chart has its figures in a table.
 */
export function openAssets(): Assets {
  const files = new Map<string, Asset>()
  for (const directory of directories) {
    const folder = fileURLToPath(new URL(directory, import.meta.url))
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      const type = contentTypes[extname(name)]
      if (type) files.set(name, assetOf(readFileSync(join(folder, name)), type))
    }
  }
  // One fingerprint over all files: modules import each other by relative address.
  const whole = createHash('sha256')
  for (const [name, { etag }] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) whole.update(`${name}\n${etag}\n`)
  const fingerprint = whole.digest('hex').slice(0, 16)
  return {
    path: (name) => `/assets/${fingerprint}/${name}`,
    find: (asked, name) => (asked === fingerprint ? files.get(name) : undefined),
  }
}

function assetOf(content: Buffer, type: string): Asset {
  const body = new Uint8Array(content)
  const packed = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()
  return {
    body,
    type,
    etag: `"${createHash('sha256').update(body).digest('hex').slice(0, 24)}"`,
    packed: (encoding) => {
      const made = packed.get(encoding) ?? pack(body, encoding, 11)
      packed.set(encoding, made)
      return made
    },
  }
}
