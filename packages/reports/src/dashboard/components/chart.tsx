import type { ChartSpec } from '../charts/chart-spec.js'

interface ChartProps {
  id: string
  title: string
  /** One or two sentences that say what the picture says. */
  description: string
  spec: ChartSpec
}

/** What the two colours of bars stand for. */
function keysOf(spec: ChartSpec): { kept: string; lost: string } | undefined {
  if (spec.kind === 'steps') return { kept: spec.stayed, lost: spec.lost }
  return spec.kind === 'classes' ? { kept: spec.keptName, lost: spec.lostName } : undefined
}

/** JSON that cannot end its script element. */
const scriptSafe = (spec: ChartSpec) => JSON.stringify(spec).replaceAll('<', '\\u003c')

/** A chart: a block of JSON that charts.js draws once it scrolls into view. The table beside it has the same figures. */
export function Chart({ id, title, description, spec }: ChartProps) {
  const keys = keysOf(spec)
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      {keys && (
        <ul class={`keys keys-${spec.kind}`}>
          <li class="key-kept">{keys.kept}</li>
          <li class="key-lost">{keys.lost}</li>
        </ul>
      )}
      <div class={`canvas canvas-${spec.kind}`} data-chart={id} role="img" aria-label={`${title}. ${description}`} />
      <script type="application/json" id={id} dangerouslySetInnerHTML={{ __html: scriptSafe(spec) }} />
      <p class="chart-note">{description}</p>
    </figure>
  )
}
