import { text as keptText } from '../pages/kept/messages.js'
import { homeViews, pageGroups } from '../pages/registry.js'
import type { PageKey } from '../report-page/define-report-page.js'
import type { Messages } from '../translate.js'
import { hrefOf, type View } from '../view.js'
import { PageIcon } from './icons.js'

interface Entry {
  name: string
  icon: string
  text: Messages<PageKey>
}

/** All pages in their groups. */
export function Navigation({ view }: { view: View }) {
  const { t } = view
  const kept: Entry = { name: 'kept', icon: 'M5 3h10v14l-5-4-5 4z', text: keptText }
  const groups: { title: string; pages: readonly Entry[] }[] = [
    { title: t('group.views'), pages: [...homeViews, kept] },
    ...pageGroups.map(({ name, pages }) => ({ title: t(name), pages })),
  ]
  return (
    <nav class="pages" aria-label={t('nav.pages')}>
      {groups
        .filter(({ pages }) => pages.length > 0)
        .map(({ title, pages }) => (
          <section>
            <h2>{title}</h2>
            <ul>
              {pages.map(({ name, icon, text }) => (
                <li>
                  <a href={hrefOf(view, name)} aria-current={name === view.page ? 'page' : undefined}>
                    <PageIcon path={icon} />
                    <span>{text(view)('title')}</span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </nav>
  )
}
