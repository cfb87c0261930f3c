import { setTimeout as delay } from 'node:timers/promises'

/**
 * Asks until the answer satisfies `accept`, and answers it.
 * @throws after the deadline, with the last answer
 */
export async function until<T>(ask: () => Promise<T>, accept: (answer: T) => boolean, deadlineMs = 30_000): Promise<T> {
  const deadline = Date.now() + deadlineMs
  for (;;) {
    const answer = await ask()
    if (accept(answer)) return answer
    if (Date.now() > deadline)
      throw new Error(`not so after ${deadlineMs} ms; the last answer was ${JSON.stringify(answer)}`)
    await delay(50)
  }
}
