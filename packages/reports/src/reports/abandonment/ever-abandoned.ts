import type { ReportContext } from '../../core/report.js'
import { toCartEpisodes } from './cart-episodes.js'
import { type CartScope, cartHistories } from './cart-moments.js'
import { episodeOutcome, isMature } from './cart-outcome.js'

/** Persons with a cart that is decided, and those of them of whom at least one cart was abandoned, bought later or not. */
export async function everAbandoned(
  { binaryQuery }: Pick<ReportContext, 'binaryQuery'>,
  scope: CartScope,
  { fromMs, asOfMs }: { fromMs: number; asOfMs: number },
): Promise<{ persons: number; abandoned: number }> {
  const counts = { persons: 0, abandoned: 0 }
  for await (const histories of cartHistories(binaryQuery, scope)) {
    for (const history of histories) {
      const carts = toCartEpisodes(history.moments)
        .filter(({ startMs, first }) => startMs >= fromMs && first.fits)
        .map((episode) => episodeOutcome(episode, history, asOfMs, scope.idleMs))
        .filter(isMature)
      if (carts.length === 0) continue
      counts.persons++
      if (carts.some(({ abandonedMs }) => abandonedMs !== undefined)) counts.abandoned++
    }
  }
  return counts
}
