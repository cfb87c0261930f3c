import { readdirSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../public/', import.meta.url))
const types = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
}

/**
 * The files that may be served, by address. A request is looked up here and never becomes a path, so no address can
 * reach another file.
 */
export function publicFiles() {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    entries.flatMap((entry) => {
      const file = join(entry.parentPath, entry.name)
      const type = types[extname(entry.name)]
      return type ? [[`/${relative(folder, file).split(sep).join('/')}`, { file, type }]] : []
    }),
  )
}
