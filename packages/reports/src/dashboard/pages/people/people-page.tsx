import { FigureTable } from '../../components/figure-table.js'
import { cellsFor } from '../../report-page/cells.js'
import { table } from '../../report-page/panel.js'
import { hrefWith, queryOf, sitePath, type View } from '../../view.js'
import type { AskedFunnel } from '../funnel/funnel-query.js'
import type { ListedPerson } from './list-people.js'
import { text } from './messages.js'

export const pageSize = 50
/** As many as the report lists. */
export const mostListed = 10_000

interface PeoplePageProps {
  view: View
  funnel: AskedFunnel
  people: readonly ListedPerson[]
  /** How many there are on all pages. */
  all: number
  page: number
}

/** The people behind a bar, fifty at a time. */
export function PeoplePage({ view, funnel, people, all, page }: PeoplePageProps) {
  const t = text(view)
  const { format, site } = view
  const cell = cellsFor(view)
  const query = new URLSearchParams(queryOf(view))
  for (const name of ['step', 'outcome', 'page']) query.delete(name)
  const last = Math.max(1, Math.ceil(all / pageSize))
  const spec = table(
    people,
    [
      {
        id: 'person',
        head: t('id'),
        cell: ({ id }) => cell.text(id, { href: sitePath(site.site_id, `person/${encodeURIComponent(id)}`) }),
      },
      { id: 'last_seen', head: t('last_seen'), cell: (row) => cell.text(format.moment(row.last_seen, site.timezone)) },
      { id: 'events', head: t('events'), cell: ({ events }) => cell.count(events) },
      { id: 'device', head: t('device'), cell: ({ device }) => cell.text(view.t.named('device', device)) },
      { id: 'country', head: t('country'), cell: ({ country }) => cell.text(country && format.country(country)) },
      { id: 'channel', head: t('channel'), cell: ({ channel }) => cell.text(channel) },
    ],
    t('none'),
  )
  const first = (page - 1) * pageSize + 1
  return (
    <>
      <p>
        <a href={`${sitePath(site.site_id, 'funnel')}?${query}`}>← {t('back')}</a>
      </p>
      {funnel.hold !== '' ? (
        <p class="problem">{t('not_people', { property: funnel.hold })}</p>
      ) : (
        <section class="panel">
          {all > 0 && (
            <p class="panel-note">
              {t('shown', {
                from: format.count(Math.min(first, all)),
                to: format.count(Math.min(page * pageSize, all)),
                n: format.count(all),
              })}
              {all >= mostListed && ` ${t('most', { n: format.count(mostListed) })}`}
            </p>
          )}
          <div class="panel-body">
            <FigureTable
              view={view}
              answer={{ report: '', definitions: {} }}
              spec={spec}
              caption={t('list')}
              captioned
            />
          </div>
        </section>
      )}
      {last > 1 && funnel.hold === '' && (
        <nav class="pager" aria-label={t('pages')}>
          {page > 1 && (
            <a class="button" rel="prev" href={hrefWith(view, { page: String(page - 1) })}>
              ← {t('previous')}
            </a>
          )}
          {page < last && (
            <a class="button" rel="next" href={hrefWith(view, { page: String(page + 1) })}>
              {t('next')} →
            </a>
          )}
        </nav>
      )}
    </>
  )
}
