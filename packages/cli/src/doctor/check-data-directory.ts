import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { RunningProcess } from '@touchline/storage'
import { bytesText, type Finding, findingsOf, sentenceOf } from './finding.js'

const { well, note, sick } = findingsOf('data directory')
const disk = findingsOf('disk')

// Below this the collector refuses events (its spool's `minFreeBytes`).
const leastFreeBytes = 256 * 2 ** 20
const fewFreeBytes = 2 * 2 ** 30

/** Whether the data directory can be used, who uses it, and how much room there is. */
export function checkDataDirectory(path: string, running: RunningProcess | undefined): Finding[] {
  const existing = nearest(path)
  const findings = [directory(path, existing), room(existing)]
  if (running) {
    const does = running.collector ? `serves: collector ${running.collector}, dashboard ${running.reports}` : 'uses it'
    findings.push(well(`Process ${running.pid} ${does}.`))
  } else if (existing === path) {
    findings.push(well('No process holds it: the server does not run.'))
  }
  return findings
}

const nearest = (path: string): string => (existsSync(path) || dirname(path) === path ? path : nearest(dirname(path)))

function directory(path: string, existing: string): Finding {
  const change = 'Set TOUCHLINE_DATA_DIR to a directory that this user can write.'
  try {
    if (!statSync(existing).isDirectory()) return sick(`${existing} is a file, not a directory. ${change}`)
    accessSync(existing, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    return sick(`${existing} cannot be used (${sentenceOf(error)}). ${change}`)
  }
  if (existing === path) return well(`${path} can be read and written.`)
  return note(`${path} does not exist yet; the first start makes it.`)
}

function room(existing: string): Finding {
  let free: number
  try {
    const { bavail, bsize } = statfsSync(existing)
    free = bavail * bsize
  } catch (error) {
    return disk.sick(`The free space of ${existing} is unknown: ${sentenceOf(error)}`)
  }
  const text = `${bytesText(free)} are free at ${existing}`
  if (free < leastFreeBytes) {
    return disk.sick(
      `Only ${text}: under ${bytesText(leastFreeBytes)} the collector refuses events. Make room or move the directory.`,
    )
  }
  return free < fewFreeBytes ? disk.note(`Only ${text}. Make room before it runs out.`) : disk.well(`${text}.`)
}
