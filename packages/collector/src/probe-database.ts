import { openDurable } from './durable-database.js'

// A process of its own, started with the path of an LMDB file and the name of a database in it: LMDB trusts its pages, so
// that a damaged one ends the process that comes to it. Visits all that is kept and then writes once, which visits the
// list of free pages.
const [path = '', name = ''] = process.argv.slice(2)
const environment = openDurable(path, { mapSize: 2 ** 40 })
const database = environment.openDB({ name, keyEncoding: 'binary', encoding: 'binary' })
// All keys, and the values of more groups than wait on a bad day; an index of millions of ids would take seconds.
const mostValues = 200_000
const keys = database.getCount()
let bytes = 0
for (const { value } of database.getRange({ limit: mostValues })) bytes += value.length
const probe = Buffer.from('probe')
environment.transactionSync(() => {
  database.putSync(probe, Buffer.alloc(4096))
  database.removeSync(probe)
})
await environment.close()
// Whoever runs this by hand sees what was found.
process.stdout.write(`${keys} keys, ${bytes} bytes\n`)
