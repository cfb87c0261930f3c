import { logistic } from './navigation-model.js'
import { planted } from './planted.js'
import { Random } from './random.js'

export interface TouchedPerson {
  intent: keyof typeof planted.fatigue.intent
  /** Touches in seven days. */
  touches: number
  converted: boolean
  opted_out: boolean
}

const intentShares = {
  low: planted.fatigue.intent.low.share,
  medium: planted.fatigue.intent.medium.share,
  high: planted.fatigue.intent.high.share,
}

/** Persons touched a number of times in a week: those with more intent more often. */
export function* simulateFatigue(options: { seed: number; persons: number }): Generator<TouchedPerson> {
  const random = new Random(options.seed)
  const { conversion, optOut } = planted.fatigue
  for (let person = 0; person < options.persons; person++) {
    const intent = random.weighted(intentShares)
    const { meanTouches, shift } = planted.fatigue.intent[intent]
    const k = random.poisson(meanTouches)
    const logit = conversion.intercept + conversion.linear * k + conversion.quadratic * k * k + shift
    yield {
      intent,
      touches: k,
      converted: random.chance(logistic(logit)),
      opted_out: random.chance(logistic(optOut.intercept + optOut.linear * k)),
    }
  }
}
