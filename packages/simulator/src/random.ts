import { randomExponential, randomNormal, randomPoisson } from 'd3-random'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Seeded draws. Two instances with the same seed give the same sequence for the same calls. */
export class Random {
  readonly #generator
  readonly #normal: () => number
  readonly #exponential: () => number
  readonly #poisson

  /** @param seed an integer; only its lower 32 bits count */
  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed | 0)
    const uniform = () => this.uniform()
    this.#normal = randomNormal.source(uniform)(0, 1)
    this.#exponential = randomExponential.source(uniform)(1)
    this.#poisson = randomPoisson.source(uniform)
  }

  /** From 0 (included) to 1 (excluded). */
  uniform(): number {
    return uniformFloat64(this.#generator)
  }

  chance(probability: number): boolean {
    return this.uniform() < probability
  }

  /** A whole number, both ends included. */
  int(from: number, to: number): number {
    return uniformInt(this.#generator, from, to)
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.int(0, choices.length - 1)] ?? choices[0]
  }

  /** A key drawn by its weight; the weights need not sum to 1. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const keys = Object.keys(weights) as K[]
    let rest = this.uniform() * keys.reduce((sum, key) => sum + weights[key], 0)
    for (const key of keys) {
      rest -= weights[key]
      if (rest < 0) return key
    }
    return keys.at(-1) as K
  }

  /** Standard normal. */
  normal(): number {
    return this.#normal()
  }

  logNormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.#normal())
  }

  exponential(mean: number): number {
    return mean * this.#exponential()
  }

  poisson(mean: number): number {
    return this.#poisson(mean)()
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.int(0, 255))
  }

  hex(digits: number): string {
    return Array.from({ length: digits }, () => this.int(0, 15).toString(16)).join('')
  }
}
