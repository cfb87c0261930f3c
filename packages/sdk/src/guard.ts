/** Wraps a function so that no fault of analytics ever reaches the page. */
export const guard =
  <A extends unknown[]>(run: (...args: A) => void) =>
  (...args: A): void => {
    try {
      run(...args)
    } catch {}
  }

export const listen = (target: EventTarget, type: string, run: (event: Event) => void): void =>
  target.addEventListener(type, guard(run))

export const isHidden = (): boolean => document.visibilityState === 'hidden'
