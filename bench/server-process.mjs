import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** Starts a Node program that prints its addresses as one line of JSON when it listens. */
export async function startServer(args, env = process.env) {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(createInterface(child.stdout), 'line')
  return {
    ...JSON.parse(line),
    pid: child.pid,
    async stop() {
      if (child.exitCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
    },
  }
}

const ps = (...args) => execFileSync('ps', args, { encoding: 'utf8' }).trim()

/** Memory of a process in MiB: all, and without the mapped files, whose pages the kernel may take back; Linux only. */
export function memoryMb(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const [all, own] = ['VmRSS', 'RssAnon'].map((name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]) / 1024)
  return `${all.toFixed(0)} (${own.toFixed(0)})`
}

/** Processor time of all threads of a process until now, in seconds; Linux only. */
export function processorS(pid) {
  const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13)
  return (Number(user) + Number(system)) / 100
}

/** The process of the embedded engine of a running Touchline. */
export function enginePid(pid) {
  const child = ps('-o', 'pid=,args=', '--ppid', String(pid))
    .split('\n')
    .find((line) => line.includes('engine-child'))
  return Number(child.trim().split(' ')[0])
}
