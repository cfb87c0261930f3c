import type { View } from '../view.js'
import { ShareBar } from './share-bar.js'

interface BarsProps {
  view: View
  bars: readonly { name: string; count: number }[]
}

/** Counts as bars, the longest as wide as there is room. */
export function Bars({ view, bars }: BarsProps) {
  const most = Math.max(1, ...bars.map(({ count }) => count))
  return (
    <ol class="bars">
      {bars.map(({ name, count }) => (
        <li>
          <span>{name}</span>
          <ShareBar share={count / most} />
          <span class="number">{view.format.count(count)}</span>
        </li>
      ))}
    </ol>
  )
}
