import pino, { type Logger } from 'pino'
import type { Settings } from './config.js'

/** The log: one JSON line an event on standard error, because standard output belongs to the ready line. */
export function createLog(settings: Pick<Settings, 'TOUCHLINE_LOG_LEVEL'>): Logger {
  return pino(
    { level: settings.TOUCHLINE_LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination(2),
  )
}
