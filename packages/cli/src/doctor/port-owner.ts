import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

const listening = '0A'

/** Which process listens on a TCP port, as far as this user may see: Linux only, from /proc. */
export function portOwner(port: number): string | undefined {
  if (process.platform !== 'linux') return undefined
  const inode = socketInode(port)
  if (!inode) return undefined
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const sockets = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`))
      if (sockets.includes(`socket:[${inode}]`)) {
        return `process ${pid} (${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()})`
      }
    } catch {
      // another user's process, or one that has just ended
    }
  }
  return undefined
}

function socketInode(port: number): string | undefined {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    try {
      for (const line of readFileSync(table, 'utf8').split('\n')) {
        const [, local, , state, , , , , , inode] = line.trim().split(/\s+/)
        if (state === listening && local?.endsWith(suffix)) return inode
      }
    } catch {
      // no such table: no IPv6
    }
  }
  return undefined
}
