import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { bundlePeers } from './sdk-peers.mjs'

const dist = fileURLToPath(new URL('../packages/sdk/dist/', import.meta.url))
const brotli = (source) => brotliCompressSync(source, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length

/** A table of bytes: ours as served, the others as bundled by esbuild. */
export async function measureSizes() {
  const ours = ['touchline.js', 'touchline.core.js', 'more.js', 'targets.js', 'stub.js', 'early.js']
  const rows = [
    ...ours.map((name) => ({ name: `touchline: ${name}`, version: '', source: readFileSync(dist + name) })),
    ...(await bundlePeers('http://localhost')),
  ].map(({ name, version, source }) => {
    const bytes = Buffer.from(source)
    return `| ${name} ${version} | ${bytes.length} | ${gzipSync(bytes, { level: 9 }).length} | ${brotli(bytes)} |`
  })
  return ['| script | bytes | gzip 9 | brotli 11 |', '| --- | --- | --- | --- |', ...rows].join('\n')
}
