import type { Settings } from '../config.js'
import { createLog } from '../log.js'
import { type Half, startHalf, startServer } from '../start-server.js'
import { untilSignal } from '../until-signal.js'

/**
 * Runs collector, reports and dashboard, or one half of them, until a signal; prints one JSON line once all answer.
 */
export async function serve(settings: Settings, half?: Half): Promise<void> {
  const signal = untilSignal()
  const log = createLog(settings)
  const server = half ? await startHalf(settings, log, half) : await startServer(settings, log)
  process.stdout.write(`${JSON.stringify({ event: 'ready', ...server.addresses })}\n`)
  log.info({ event: 'ready', ...server.addresses })
  log.info({ event: 'stopping', signal: await signal })
  await server.close()
}
