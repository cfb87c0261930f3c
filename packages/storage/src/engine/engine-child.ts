/**
 * The process that is the embedded engine: it runs ClickHouse's own program (`clickhouse local`, which since 26.6 can
 * open network listeners) out of libchdb, through the C function that the library exports for it.
 *
 * The call blocks, so it runs on a worker thread and the main thread watches standard input: the parent holds that pipe,
 * and when it closes, the parent wants the engine to stop or is dead. Either way the engine goes at once: every insert
 * is fsynced before it is answered, so there is nothing to save, and a program that ends in order first waits for the
 * keep-alive connections of its clients (measured: over 5 s).
 *
 * ffi-rs calls on the thread's own stack; koffi switches stacks, which ClickHouse's stack check refuses (code 306).
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { DataType, load, open } from 'ffi-rs'

interface Task {
  library: string
  args: string[]
}

if (isMainThread) {
  const [library, ...args] = process.argv.slice(2)
  const worker = new Worker(new URL(import.meta.url), { workerData: { library, args } satisfies Partial<Task> })
  worker.on('message', (code: number) => {
    process.exitCode = code === 0 ? 0 : 1
  })
  worker.on('exit', () => process.exit())
  process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL')).resume()
  // Ctrl-C goes to the whole process group; the parent decides when the engine stops.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
} else {
  const { library, args } = workerData as Task
  const argv = ['clickhouse-local', ...args]
  open({ library: 'chdb', path: library })
  const code = load({
    library: 'chdb',
    funcName: 'chdb_query_cmdline',
    retType: DataType.I32,
    paramsType: [DataType.I32, DataType.StringArray],
    paramsValue: [argv.length, argv],
  })
  parentPort?.postMessage(code)
}
