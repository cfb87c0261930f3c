import { once } from 'node:events'
import { connect } from 'node:net'

export interface RawConnection {
  write(text: string | Buffer): void
  /** Ends this side. */
  end(): void
  /** What the server has sent so far. */
  received(): string
  isClosed(): boolean
  destroy(): void
}

/** A TCP connection for requests that no HTTP client would send. */
export async function openConnection(address: string): Promise<RawConnection> {
  const { hostname, port } = new URL(address)
  const socket = connect({ port: Number(port), host: hostname })
  let received = ''
  let closed = false
  socket.setEncoding('latin1').on('data', (text) => {
    received += text
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    closed = true
  })
  await once(socket, 'connect')
  return {
    write: (text) => void socket.write(text),
    end: () => void socket.end(),
    received: () => received,
    isClosed: () => closed,
    destroy: () => void socket.destroy(),
  }
}
