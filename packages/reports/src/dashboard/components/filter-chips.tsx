import { figureLabel } from '../definitions.js'
import { ignoresFilters, scopeFilters, type TakenScope, whereText } from '../scope.js'
import { hrefWith, queryOf, type View } from '../view.js'

/** The filters that are on, each with a way to take it off, and a way to keep them together under a name. */
export function FilterChips({ view, takes }: { view: View; takes: TakenScope }) {
  const { t, asked, format } = view
  const without = (text: string) => {
    const query = new URLSearchParams(queryOf(view))
    const left = query.getAll('where').filter((one) => one !== text)
    query.delete('where')
    for (const one of left) query.append('where', one)
    return `${view.url.pathname}?${query}`
  }
  const chips = [
    ...(asked.segment
      ? [{ text: `${t('controls.segment')}: ${asked.segment}`, href: hrefWith(view, { segment: null }) }]
      : []),
    ...(asked.device ? [{ text: t.named('device', asked.device), href: hrefWith(view, { device: null }) }] : []),
    ...(asked.country ? [{ text: format.country(asked.country), href: hrefWith(view, { country: null }) }] : []),
    ...asked.where.map((filter) => ({
      text: `${figureLabel(view, filter.dimension)} ${t.named('where', filter.operator)} ${filter.value}`,
      href: without(whereText(filter)),
    })),
  ]
  if (chips.length === 0) return null
  return (
    <>
      <ul class="chips" aria-label={t('controls.active')}>
        {chips.map(({ text, href }) => (
          <li>
            <a href={href} aria-label={t('controls.remove', { filter: text })}>
              {text} <span aria-hidden="true">×</span>
            </a>
          </li>
        ))}
        {view.known.keeps && scopeFilters(asked).length > 0 && (
          <li>
            <details class="keep">
              <summary>{t('segment.keep')}</summary>
              <form method="post" action={`/sites/${encodeURIComponent(view.site.site_id)}/keep/segment`}>
                <input type="hidden" name="filters" value={JSON.stringify(scopeFilters(asked))} />
                <input type="hidden" name="back" value={view.url.pathname + queryOf(view)} />
                <label>
                  <span>{t('segment.name')}</span>
                  <input type="text" name="name" required maxlength={64} autocomplete="off" />
                </label>
                <button class="button primary" type="submit">
                  {t('keep.save')}
                </button>
              </form>
            </details>
          </li>
        )}
      </ul>
      {ignoresFilters(asked, takes) && <p class="period">{t('controls.ignored')}</p>}
    </>
  )
}
