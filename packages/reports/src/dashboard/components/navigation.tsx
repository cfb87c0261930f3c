import { text as keptText } from '../pages/kept/messages.js'
import { homeViews, pageGroups } from '../pages/registry.js'
import { text as settingsText } from '../pages/settings/messages.js'
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
  const settings: Entry = {
    name: 'settings',
    icon: 'M4 6h8M15 6h1M4 14h1M8 14h8M13.5 4v4M6.5 12v4',
    text: settingsText,
  }
  const groups: { title: string; pages: readonly Entry[] }[] = [
    { title: t('group.views'), pages: [...homeViews, kept, ...(view.role === 'owner' ? [settings] : [])] },
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
