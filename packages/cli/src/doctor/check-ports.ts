import { once } from 'node:events'
import { createServer } from 'node:net'
import type { RunningProcess } from '@touchline/storage'
import type { Settings } from '../config.js'
import { type Finding, findingsOf, sentenceOf } from './finding.js'
import { portOwner } from './port-owner.js'

const { well, sick } = findingsOf('ports')

/** Whether the ports of the settings are free, ours, or somebody else's. */
export async function checkPorts(settings: Settings, running: RunningProcess | undefined): Promise<Finding[]> {
  const ports = [
    {
      setting: 'TOUCHLINE_PORT',
      host: settings.TOUCHLINE_HOST,
      port: settings.TOUCHLINE_PORT,
      ours: running?.collector,
    },
    {
      setting: 'TOUCHLINE_REPORTS_PORT',
      host: settings.TOUCHLINE_REPORTS_HOST,
      port: settings.TOUCHLINE_REPORTS_PORT,
      ours: running?.reports,
    },
    {
      setting: 'TOUCHLINE_METRICS_PORT',
      host: settings.TOUCHLINE_REPORTS_HOST,
      port: settings.TOUCHLINE_METRICS_PORT,
      ours: running?.metrics,
    },
  ]
  const findings: Finding[] = []
  for (const { setting, host, port, ours } of ports) {
    if (ours && (port === 0 || Number(new URL(ours).port) === port))
      findings.push(well(`The running server has ${ours}.`))
    else if (port === 0) findings.push(well(`${setting} is 0: a free port is picked.`))
    else findings.push(await free(setting, host, port))
  }
  return findings
}

async function free(setting: string, host: string, port: number): Promise<Finding> {
  const server = createServer()
  try {
    server.listen(port, host)
    await once(server, 'listening')
    server.close()
    await once(server, 'close')
    return well(`Port ${port} on ${host} is free.`)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') {
      const owner = portOwner(port) ?? 'another program'
      return sick(`Port ${port} on ${host} is taken by ${owner}. Stop it, or set ${setting} to another port.`)
    }
    if (code === 'EACCES') return sick(`This user may not listen on port ${port}. Set ${setting} to a port above 1023.`)
    return sick(`Nothing can listen on ${host}:${port} (${sentenceOf(error)}). Check ${setting} and its HOST setting.`)
  }
}
