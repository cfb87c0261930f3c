/**
 * Parts of web-vitals that the build puts in place of the library's own: those that name, rate and number a metric, which
 * the SDK does not send. What is measured, and when, stays the library's; a test compares both.
 */
interface Metric {
  name: string
  value: number
  entries: unknown[]
}

export const initMetric = (name: string, value = -1): Metric => ({ name, value, entries: [] })

/** Calls back with every change of the value: all observers here ask for all changes. */
export function bindReporter(callback: (metric: Metric) => void, metric: Metric): () => void {
  let last: number | undefined
  return () => {
    if (metric.value < 0 || metric.value === last) return
    last = metric.value
    callback(metric)
  }
}

/** Each class is used by one observer. */
export const initUnique = <T>(_options: object, Class: new () => T): T => new Class()

/** The vitals are started only on an active page. */
export const whenActivated = (run: () => void): void => run()

export const getNavigationEntry = () =>
  performance.getEntriesByType('navigation')[0] as
    | (PerformanceNavigationTiming & { activationStart?: number })
    | undefined
