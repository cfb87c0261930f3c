// Bundles the browser's part of the dashboard into dist/assets: modules that the pages load by themselves, one stylesheet.
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

/** Parts of ECharts that the dashboard never shows and that cannot be left out by not importing them: empty objects instead. */
const unused = {
  name: 'unused',
  setup(bundle) {
    bundle.onLoad({ filter: /echarts\/lib\/(i18n\/langZH|theme\/dark)\.js$/ }, () => ({
      contents: 'export default {}',
    }))
  },
}

await rm(here('dist/assets'), { recursive: true, force: true })
await build({
  entryPoints: [
    here('src/dashboard/islands/charts.ts'),
    here('src/dashboard/islands/page.ts'),
    here('src/dashboard/styles/dashboard.css'),
  ],
  entryNames: '[name]',
  outdir: here('dist/assets'),
  bundle: true,
  plugins: [unused],
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  legalComments: 'eof',
  chunkNames: '[name]-[hash]',
  tsconfig: here('tsconfig.islands.json'),
  logLevel: 'warning',
})
