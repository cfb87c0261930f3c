import { Document } from '../../document.js'
import type { Surroundings } from '../../view.js'

/** Goes on by itself to an address of this dashboard, now as a step of its own, with the browser's strict cookies. */
export function ContinuePage({ here, to }: { here: Surroundings; to: string }) {
  return (
    <Document here={here} title={here.t('continue.title')} goTo={to}>
      <main class="card-page">
        <p>
          <a href={to}>{here.t('continue.link')}</a>
        </p>
      </main>
    </Document>
  )
}
