import { planted } from './planted.js'
import { Random } from './random.js'

/** A customer as seen at the end of the study. Days count from its start. */
export interface RepeatCustomer {
  first_order_day: number
  /** Null when no second order came before the end. */
  second_order_day: number | null
  /** From the first order to the end of the study: the time a second order could have been seen. */
  observed_days: number
}

/** Customers whose first orders spread evenly over `studyDays`, all watched until its end. */
export function* simulateRepeatCustomers(options: {
  seed: number
  customers: number
  studyDays: number
}): Generator<RepeatCustomer> {
  const random = new Random(options.seed)
  const { share, meanDays } = planted.repeatPurchase
  for (let customer = 0; customer < options.customers; customer++) {
    const first = random.uniform() * options.studyDays
    const second = random.chance(share) ? first + random.exponential(meanDays) : Number.POSITIVE_INFINITY
    yield {
      first_order_day: first,
      second_order_day: second <= options.studyDays ? second : null,
      observed_days: options.studyDays - first,
    }
  }
}
