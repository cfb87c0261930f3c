import type { PanelSpec } from '../report-page/panel.js'
import { panelPath, queryOf, sitePath, type View } from '../view.js'

interface PanelMenuProps {
  view: View
  page: string
  spec: PanelSpec
  chartId?: string
}

/** The figures of one panel to take away: its table as a file, its picture as a file. */
export function PanelMenu({ view, page, spec, chartId }: PanelMenuProps) {
  const { t } = view
  const id = `menu-${page}-${spec.id}`
  const file = (format: string) => panelPath(view, page, spec.id, format) + queryOf(view)
  return (
    <div class="panel-menu">
      <button type="button" class="quiet" popovertarget={id} aria-label={t('export.of', { panel: spec.title })}>
        <svg class="icon" viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" focusable="false">
          <path d="M10 3v9M6.5 9l3.5 3.5L13.5 9M4 16.5h12" />
        </svg>
      </button>
      <div popover="auto" class="menu" id={id}>
        {spec.table && (
          <>
            <a href={file('csv')} download>
              CSV
            </a>
            <a href={file('ndjson')} download>
              NDJSON
            </a>
          </>
        )}
        <a href={sitePath(view.site.site_id, `${page}.parquet`) + queryOf(view)} download>
          {t('export.parquet')}
        </a>
        {chartId && (
          <>
            <button
              type="button"
              data-picture="svg"
              data-of={chartId}
              data-name={`${view.site.site_id}-${page}-${spec.id}`}
            >
              SVG
            </button>
            <button
              type="button"
              data-picture="png"
              data-of={chartId}
              data-name={`${view.site.site_id}-${page}-${spec.id}`}
            >
              PNG
            </button>
          </>
        )}
        <button
          type="button"
          data-copy-from={sitePath(view.site.site_id, `${page}.sql`) + queryOf(view)}
          data-copied={t('export.copied')}
        >
          {t('export.copy_sql')}
        </button>
        <button type="button" data-copy="curl" data-copied={t('export.copied')}>
          {t('export.copy_curl')}
        </button>
      </div>
    </div>
  )
}
