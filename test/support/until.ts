import { setTimeout as delay } from 'node:timers/promises'

/**
 * Asks until the answer satisfies `accept`, and answers it. An `ask` that rejects counts as not yet.
 * @throws after the deadline, with the last answer
 */
export async function until<T>(
  ask: () => Promise<T> | T,
  accept: (answer: T) => boolean,
  deadlineMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + deadlineMs
  for (;;) {
    let last: unknown
    try {
      const answer = await ask()
      if (accept(answer)) return answer
      last = answer
    } catch (error) {
      last = error instanceof Error ? error.message : error
    }
    if (Date.now() > deadline) throw new Error(`not so after ${deadlineMs} ms; the last was ${JSON.stringify(last)}`)
    await delay(25)
  }
}
