import { SingleBar } from 'cli-progress'

/** Shows how far long work is: a bar on a terminal, a plain line every tenth elsewhere. Writes to standard error. */
export interface Progress {
  /** @param done of the total given at the start, in the same unit */
  update(done: number, note?: string): void
  finish(note?: string): void
  /** Ends it where it is, because the work broke off. */
  stop(): void
}

export function startProgress(title: string, total: number, stream = process.stderr): Progress {
  return stream.isTTY ? bar(title, total, stream) : lines(title, total, stream)
}

function bar(title: string, total: number, stream: NodeJS.WriteStream): Progress {
  const single = new SingleBar({ stream, format: `${title} {bar} {percentage}% {note}`, barsize: 30 })
  single.start(total, 0, { note: '' })
  return {
    update: (done, note = '') => single.update(Math.min(done, total), { note }),
    finish(note = '') {
      single.update(total, { note })
      single.stop()
    },
    stop: () => single.stop(),
  }
}

function lines(title: string, total: number, stream: NodeJS.WriteStream): Progress {
  let shown = 0
  return {
    update(done, note = '') {
      const tenths = Math.floor((Math.min(done, total) / Math.max(total, 1)) * 10)
      if (tenths <= shown || tenths === 10) return
      shown = tenths
      stream.write(`${title} ${tenths * 10}% ${note}\n`)
    },
    finish: (note = '') => void stream.write(`${title} 100% ${note}\n`),
    stop() {},
  }
}
