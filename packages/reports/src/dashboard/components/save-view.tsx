import { queryOf, type View } from '../view.js'

/** Keeps the address of this page under a name. */
export function SaveView({ view }: { view: View }) {
  const { t, site, page, url } = view
  if (!view.known.keeps) return null
  const query = queryOf(view)
  return (
    <details class="keep">
      <summary class="button">{t('keep.view')}</summary>
      <form method="post" action={`/sites/${encodeURIComponent(site.site_id)}/keep/view`}>
        <input type="hidden" name="page" value={page} />
        <input type="hidden" name="query" value={query.slice(1)} />
        <input type="hidden" name="back" value={url.pathname + query} />
        <label>
          <span>{t('keep.name')}</span>
          <input type="text" name="name" required maxlength={64} autocomplete="off" />
        </label>
        <button class="button primary" type="submit">
          {t('keep.save')}
        </button>
      </form>
    </details>
  )
}
