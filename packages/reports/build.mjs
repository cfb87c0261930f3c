// Bundles the browser parts of the dashboard: dist/islands/*.js, modules that the pages load by themselves.
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

await rm(here('dist/islands'), { recursive: true, force: true })
await build({
  entryPoints: [here('src/dashboard/islands/charts.ts'), here('src/dashboard/islands/page.ts')],
  outdir: here('dist/islands'),
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  legalComments: 'eof',
  chunkNames: '[name]-[hash]',
  tsconfig: here('tsconfig.islands.json'),
  logLevel: 'warning',
})
