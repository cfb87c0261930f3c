import { randomGamma, randomNormal } from 'd3-random'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Random draws that are the same for the same seed, so that an answer asked for twice is the same answer. */
export interface SeededDraws {
  normal(): number
  /** Mean `shape`, variance `shape`. */
  gamma(shape: number): number
}

/** @param seed an integer; only its lower 32 bits count */
export function seededDraws(seed: number): SeededDraws {
  const generator = xoroshiro128plus(seed | 0)
  const uniform = () => uniformFloat64(generator)
  const gamma = randomGamma.source(uniform)
  return { normal: randomNormal.source(uniform)(0, 1), gamma: (shape) => gamma(shape)() }
}
