import { existsSync } from 'node:fs'
import { findRunning, takeDataDirectory } from '@touchline/storage'
import type { Settings } from '../config.js'
import { checkDataDirectory } from '../doctor/check-data-directory.js'
import { checkDatabase } from '../doctor/check-database.js'
import { checkPorts } from '../doctor/check-ports.js'
import { checkSpool } from '../doctor/check-spool.js'
import { type Finding, findingsOf, sentenceOf } from '../doctor/finding.js'

const settingsFinding = findingsOf('settings')

/** Examines an installation, whether its server runs or not, and says in sentences what is sick. Changes nothing. */
export async function doctor(readSettings: () => Settings, { json }: { json?: boolean }): Promise<void> {
  const findings = await examine(readSettings)
  const healthy = findings.every(({ state }) => state !== 'sick')
  if (json) {
    process.stdout.write(`${JSON.stringify({ healthy, findings })}\n`)
  } else {
    for (const { check, state, sentence } of findings) {
      process.stdout.write(
        `${state.padEnd(4)}  ${`${check}:`.padEnd(16)}${sentence.replaceAll('\n', `\n${' '.repeat(22)}`)}\n`,
      )
    }
    const sick = findings.filter(({ state }) => state === 'sick').length
    process.stdout.write(healthy ? 'Healthy.\n' : `Sick: ${sick} of ${findings.length} findings need you.\n`)
  }
  if (!healthy) process.exitCode = 1
}

async function examine(readSettings: () => Settings): Promise<Finding[]> {
  let settings: Settings
  try {
    settings = readSettings()
  } catch (error) {
    // Everything else depends on them.
    return [settingsFinding.sick(sentenceOf(error))]
  }
  const path = settings.TOUCHLINE_DATA_DIR
  const running = await findRunning(path)
  const directory = checkDataDirectory(path, running)
  const usable = directory.every(({ state }) => state !== 'sick')
  // Held while nobody serves, so that a server does not start in the middle of the examination.
  const lock = usable && !running && existsSync(path) ? await takeDataDirectory(path) : undefined
  try {
    return [
      settingsFinding.well('The settings are right.'),
      ...directory,
      ...(usable || settings.CLICKHOUSE_URL ? await checkDatabase(settings, running) : []),
      ...(usable ? await checkSpool(path, running) : []),
      ...(await checkPorts(settings, running)),
    ]
  } finally {
    await lock?.release()
  }
}
