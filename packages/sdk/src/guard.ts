/** Runs something that may throw, such as any access to a storage that the visitor has denied. */
export function attempt<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch {}
}

/** Wraps a function so that no fault of analytics ever reaches the page. */
export const guard =
  <A extends unknown[]>(run: (...args: A) => void) =>
  (...args: A): void =>
    attempt(() => run(...args))

/** While the event is captured: no listener of the page can stop it. */
export const listen = (target: EventTarget, type: string, run: (event: Event) => void): void =>
  target.addEventListener(type, guard(run), true)

export const isHidden = (): boolean => document.hidden
