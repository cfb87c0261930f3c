import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openSpool } from '@touchline/collector'
import type { RunningProcess } from '@touchline/storage'
import { type Finding, findingsOf, sentenceOf } from './finding.js'

const { well, note, sick } = findingsOf('spool')
const collector = findingsOf('collector')

const manyEvents = 100_000
const answerTimeoutMs = 5000

/** What waits for ClickHouse, what was damaged, and whether a running collector takes events. */
export async function checkSpool(dataDir: string, running: RunningProcess | undefined): Promise<Finding[]> {
  const directory = join(dataDir, 'spool')
  const findings = damagedFindings(directory)
  if (running?.collector && running.metrics) {
    findings.push(...(await askServer(running.collector, running.metrics)))
  } else if (!running && existsSync(join(directory, 'spool.mdb'))) {
    findings.push(await waitingOnDisk(directory))
  }
  return findings
}

function damagedFindings(directory: string): Finding[] {
  if (!existsSync(directory)) return []
  const files = readdirSync(directory).filter((name) => name.startsWith('damaged-'))
  if (files.length === 0) return []
  return [
    sick(
      `${files.length} damaged groups or files of events were moved aside in ${directory} (damaged-*). Check the disk; keep the files to look into them, or delete them to end this message.`,
    ),
  ]
}

async function waitingOnDisk(directory: string): Promise<Finding> {
  try {
    const spool = openSpool({ directory })
    const { events } = spool.backlog()
    await spool.close()
    return events > 0
      ? note(`${events} events wait in the spool; the next start of the server stores them.`)
      : well('Nothing waits in the spool.')
  } catch (error) {
    return sick(`The spool in ${directory} cannot be opened: ${sentenceOf(error)}`)
  }
}

async function askServer(collectorUrl: string, metricsUrl: string): Promise<Finding[]> {
  const ask = (url: string) => fetch(url, { signal: AbortSignal.timeout(answerTimeoutMs) })
  try {
    const ready = await ask(`${collectorUrl}/readyz`)
    const { message } = (await ready.json()) as { message?: string }
    return [
      ready.ok
        ? collector.well('The collector takes events.')
        : collector.sick(`The collector refuses events: ${message}`),
      ...describe(await (await ask(`${metricsUrl}/metrics`)).text()),
    ]
  } catch (error) {
    return [
      collector.sick(`The running server does not answer (${sentenceOf(error)}). Look at its log, and restart it.`),
    ]
  }
}

function describe(metrics: string): Finding[] {
  const value = (name: string) => Number(new RegExp(`^touchline_${name} (\\S+)`, 'm').exec(metrics)?.[1] ?? 0)
  const backlog = value('backlog')
  const findings = [
    backlog > manyEvents
      ? sick(
          `${backlog} events wait for ClickHouse. They are safe on disk, but reports lack them: look at the server's log.`,
        )
      : well(`${backlog} events wait for ClickHouse.`),
  ]
  const missing = value('conservation')
  if (missing !== 0) {
    findings.push(
      sick(
        `The collector's counts differ by ${missing} events (touchline_conservation). Please report it with the log.`,
      ),
    )
  }
  return findings
}
