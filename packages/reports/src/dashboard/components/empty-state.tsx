import { homePage } from '../pages/registry.js'
import { sitePath, type View } from '../view.js'
import { Snippet } from './snippet.js'

/** What to do when there is nothing to show: how events get here. */
export function EmptyState({ view }: { view: View }) {
  const { t, site, collectorUrl, asked } = view
  const tag = `<script async src="${collectorUrl}/touchline.js" data-site="${site.site_id}"></script>`
  return (
    <section class="empty">
      <h2>{t('empty.title')}</h2>
      <p>{asked.device || asked.country ? t('empty.filtered') : t('empty.period')}</p>
      <ol>
        <li>
          <h3>{t('empty.tag')}</h3>
          <p>{t('empty.tag_how')}</p>
          <Snippet view={view} id="script-tag" text={tag} />
        </li>
        <li>
          <h3>{t('empty.import')}</h3>
          <p>{t('empty.import_how')}</p>
          <Snippet view={view} id="import-command" text={`touchline import --site ${site.site_id} events.ndjson`} />
        </li>
        <li>
          <h3>{t('empty.wait')}</h3>
          <p>{t('empty.wait_how')}</p>
          <p
            class="live-state"
            role="status"
            data-waiting={sitePath(site.site_id, 'next-event')}
            data-arrived={t('empty.arrived')}
          >
            <span>{t('empty.waiting')}</span>{' '}
            <a href={sitePath(site.site_id, homePage)} hidden>
              {t('empty.show')}
            </a>
          </p>
        </li>
      </ol>
    </section>
  )
}
