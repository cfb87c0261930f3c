import { planted } from './planted.js'
import { Random } from './random.js'

export type TouchChannel = keyof typeof planted.touchChain.start

/** One person's touches in order, and whether they ended in a conversion. */
export interface TouchPath {
  touches: TouchChannel[]
  converted: boolean
}

type Move = TouchChannel | 'conversion' | 'none'

const moves = Object.fromEntries(
  Object.entries(planted.touchChain.next).map(([channel, row]) => {
    const sum = Object.values(row).reduce((total, share) => total + share, 0)
    return [channel, { ...row, none: 1 - sum }]
  }),
) as Record<TouchChannel, Record<Move, number>>

/** Paths drawn from the planted chain of touches. */
export function* simulateTouchPaths(options: { seed: number; persons: number }): Generator<TouchPath> {
  const random = new Random(options.seed)
  for (let person = 0; person < options.persons; person++) {
    const touches: TouchChannel[] = []
    let move: Move = random.weighted(planted.touchChain.start)
    while (move !== 'conversion' && move !== 'none') {
      touches.push(move)
      move = random.weighted(moves[move])
    }
    yield { touches, converted: move === 'conversion' }
  }
}
