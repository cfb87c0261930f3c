import { setTimeout as delay } from 'node:timers/promises'

/** Waits for a condition, looking every few milliseconds, and fails after the deadline. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  deadlineMs = 20_000,
): Promise<void> {
  const end = Date.now() + deadlineMs
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Not within ${deadlineMs} ms: ${what}`)
    await delay(10)
  }
}
