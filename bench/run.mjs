/** Runs benchmarks by name: pnpm bench ingest reports. Without a name, those that need neither long nor a browser. */
const benches = ['ingest', 'reports']
const known = [...benches, 'dashboard', 'sdk', 'soak']
const names = process.argv.slice(2)
const unknown = names.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`No benchmark ${unknown.join(', ')}; there are ${known.join(', ')}.`)
  process.exit(2)
}
for (const name of names.length > 0 ? names : benches) await import(`./${name}.mjs`)
