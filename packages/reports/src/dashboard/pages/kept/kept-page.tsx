import { annotationKinds } from '../../../core/annotations.js'
import { Choice } from '../../components/choice.js'
import { Problem } from '../../components/problem.js'
import { Snippet } from '../../components/snippet.js'
import { figureLabel } from '../../definitions.js'
import type { Kept } from '../../keeping.js'
import { hrefOf, sitePath, type View } from '../../view.js'
import { homeViews, reportPages } from '../registry.js'
import { text } from './messages.js'

/** Views, segments and annotations of a site, with ways to add and remove. */
export function KeptPage({ view, problem }: { view: View; problem?: string }) {
  const { site, known, format } = view
  const t = text(view)
  const { views, segments, annotations } = known.kept
  const titleOf = (name: string) =>
    [...homeViews, ...reportPages].find((page) => page.name === name)?.text(view)('title')
  return (
    <>
      {problem && <Problem view={view} sentence={problem} />}
      <KeptList
        view={view}
        title={t('views')}
        none={t('no_views')}
        kind="views"
        rows={views.map(({ name, page, query }) => ({
          id: name,
          name,
          href: `${sitePath(site.site_id, page)}${query ? `?${query}` : ''}`,
          detail: titleOf(page) ?? page,
          share: view.known.keeps ? known.shareOf?.(name) : undefined,
        }))}
      />
      <KeptList
        view={view}
        title={t('segments')}
        none={t('no_segments')}
        kind="segments"
        rows={segments.map(({ name, filters }) => ({
          id: name,
          name,
          href: hrefOf({ ...view, asked: { ...view.asked, segment: name } }, homeViews[0]?.name ?? ''),
          detail: filters.map((filter) => filterText(view, filter)).join(' · '),
        }))}
      />
      <KeptList
        view={view}
        title={t('annotations')}
        none={t('no_annotations')}
        kind="annotations"
        rows={annotations.map(({ annotation_id, day, kind, text: what }) => ({
          id: annotation_id,
          name: what,
          detail: `${format.day(day)} · ${t.named('kind', kind)}`,
        }))}
      />
      {known.keeps && <AnnotationForm view={view} />}
    </>
  )
}

function filterText(view: View, filter: Kept['segments'][number]['filters'][number]): string {
  if (!('dimension' in filter)) return JSON.stringify(filter)
  const { dimension, operator, values } = filter
  return `${figureLabel(view, dimension)} ${view.t.named('where', operator)} ${values.join(', ')}`
}

interface KeptListProps {
  view: View
  title: string
  none: string
  kind: keyof Kept
  /** `id` = what a row is removed by. */
  rows: readonly { id: string; name: string; href?: string; detail: string; share?: string }[]
}

function KeptList({ view, title, none, kind, rows }: KeptListProps) {
  const t = text(view)
  const path = `/sites/${encodeURIComponent(view.site.site_id)}/keep/remove`
  return (
    <section class="panel">
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p class="panel-note">{none}</p>
      ) : (
        <table class="kept">
          <caption class="visually-hidden">{title}</caption>
          <tbody>
            {rows.map(({ id, name, href, detail, share }) => (
              <tr>
                <th scope="row">{href ? <a href={href}>{name}</a> : name}</th>
                <td>
                  {detail}
                  {share && (
                    <details class="keep">
                      <summary class="quiet">{t('share')}</summary>
                      <p class="panel-note">{t('share_say')}</p>
                      <Snippet view={view} id={`share-${kind}-${id}`} text={`${view.url.origin}/shared/${share}`} />
                      <Snippet
                        view={view}
                        id={`embed-${kind}-${id}`}
                        text={`<iframe src="${view.url.origin}/embed/${share}" width="100%" height="640" title="${name.replaceAll('"', '')}"></iframe>`}
                      />
                    </details>
                  )}
                </td>
                <td class="number">
                  {view.known.keeps && (
                    <form method="post" action={path}>
                      <input type="hidden" name="kind" value={kind} />
                      <input type="hidden" name="name" value={id} />
                      <button type="submit" class="quiet" aria-label={t('remove_what', { name })}>
                        {t('remove')}
                      </button>
                    </form>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function AnnotationForm({ view }: { view: View }) {
  const t = text(view)
  return (
    <section class="panel">
      <form
        method="post"
        action={`/sites/${encodeURIComponent(view.site.site_id)}/keep/annotation`}
        class="builder-end"
      >
        <label>
          <span>{t('what')}</span>
          <input type="text" name="text" required maxlength={120} autocomplete="off" />
        </label>
        <label>
          <span>{t('day')}</span>
          <input type="date" name="day" required value={view.today} />
        </label>
        <Choice
          name="kind"
          label={t('kind')}
          asked="deploy"
          options={annotationKinds.map((kind) => [kind, t(`kind.${kind}`)])}
        />
        <button class="button primary" type="submit">
          {t('add')}
        </button>
      </form>
      <p class="panel-note">{t('by_api')}</p>
    </section>
  )
}
