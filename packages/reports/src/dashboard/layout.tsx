import type { Child } from 'hono/jsx'
import { LanguageSwitch } from './components/language-switch.js'
import { Navigation } from './components/navigation.js'
import { QualityLine } from './components/quality-line.js'
import { Wordmark } from './components/wordmark.js'
import { Document } from './document.js'
import { homePage } from './pages/registry.js'
import type { Quality } from './quality.js'
import { hrefOf, sitePath, type View } from './view.js'

interface LayoutProps {
  view: View
  title: string
  /** The heading. */
  question: string
  /** How far the figures can be trusted, where that is known. */
  quality?: Quality
  children?: Child
}

/** The frame of every page of a site: navigation beside (behind a button on narrow screens), the question as the heading. */
export function Layout({ view, title, question, quality, children }: LayoutProps) {
  const { t } = view
  return (
    <Document here={view} title={`${title} · ${view.site.site_id}`}>
      <a class="skip" href="#answer">
        {t('nav.skip')}
      </a>
      <div class="frame">
        <header class="side">
          <div class="side-top">
            <a class="brand" href={hrefOf(view, homePage)}>
              <Wordmark />
            </a>
            <SiteSwitch view={view} />
            <button type="button" class="button menu-button" popovertarget="pages">
              {t('nav.menu')}
            </button>
          </div>
          <div class="side-pages" popover="auto" id="pages">
            <Navigation view={view} />
            <div class="side-end">
              <LanguageSwitch here={view} />
              <form method="post" action="/sign-out">
                <button class="quiet" type="submit">
                  {t('nav.sign_out')}
                </button>
              </form>
            </div>
          </div>
        </header>
        <main id="answer" tabindex={-1}>
          <h1>{question}</h1>
          {children}
          {quality && <QualityLine view={view} quality={quality} />}
        </main>
      </div>
    </Document>
  )
}

function SiteSwitch({ view }: { view: View }) {
  const { t, site, siteIds, page } = view
  return (
    <details class="sites">
      <summary>
        <span class="visually-hidden">{t('nav.site')} </span>
        <span class="site-name">{site.site_id}</span>
      </summary>
      <ul>
        {siteIds
          .filter((siteId) => siteId !== site.site_id)
          .map((siteId) => (
            <li>
              <a href={sitePath(siteId, page)}>{siteId}</a>
            </li>
          ))}
        <li>
          <a href="/sign-in">{t('nav.another_site')}</a>
        </li>
      </ul>
    </details>
  )
}
