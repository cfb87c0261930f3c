/** The floor for a comparison: a node:http server that reads the body and answers 202, and does nothing else. */
import { createServer } from 'node:http'

createServer((incoming, answer) => {
  incoming
    .on('data', () => {})
    .on('end', () => answer.writeHead(202, { 'content-type': 'application/json' }).end('{"accepted":1,"rejected":[]}'))
}).listen(0, '127.0.0.1', function () {
  console.log(JSON.stringify({ collector: `http://127.0.0.1:${this.address().port}` }))
})
