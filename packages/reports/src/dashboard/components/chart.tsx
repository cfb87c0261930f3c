import { chartKeys } from '../charts/chart-keys.js'
import type { ChartSpec } from '../charts/chart-spec.js'

interface ChartProps {
  /** Unique within the page. */
  id: string
  title: string
  /** One or two sentences that say what the picture says. */
  description: string
  spec: ChartSpec
}

/** JSON that cannot end its script element. */
const scriptSafe = (spec: ChartSpec) => JSON.stringify(spec).replaceAll('<', '\\u003c')

/** Charts that lie have a height by their rows; the rest have one of their kind. */
function sizeOf(spec: ChartSpec): string {
  const rows =
    spec.kind === 'ratings'
      ? spec.rows.length
      : spec.kind === 'heatmap'
        ? spec.rows.length
        : spec.kind === 'bars' && spec.lying
          ? spec.categories.length * Math.max(1, spec.groups.length * 0.6)
          : 0
  if (rows === 0) return `canvas-${spec.kind}`
  return `canvas-rows-${Math.min(30, Math.max(3, Math.ceil(rows)))}`
}

/** A chart: a block of JSON that charts.js draws once it scrolls into view. The table beside it has the same figures. */
export function Chart({ id, title, description, spec }: ChartProps) {
  const keys = chartKeys(spec)
  return (
    <div class="chart">
      {keys.length > 0 && (
        <ul class="keys">
          {keys.map(({ name, tone }) => (
            <li class={`key key-${tone}`}>{name}</li>
          ))}
        </ul>
      )}
      <div class={`canvas ${sizeOf(spec)}`} data-chart={id} role="img" aria-label={`${title}. ${description}`} />
      <script type="application/json" id={id} dangerouslySetInnerHTML={{ __html: scriptSafe(spec) }} />
    </div>
  )
}
