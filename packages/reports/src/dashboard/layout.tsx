import type { Child } from 'hono/jsx'
import { PageIcon } from './components/icons.js'
import { LanguageSwitch } from './components/language-switch.js'
import { Wordmark } from './components/wordmark.js'
import { Document } from './document.js'
import { hrefOf, pageNames, pageQuestion, pageTitle, sitePath, type View } from './view.js'

/** The frame of every page of a site: navigation beside (above on narrow screens), the question as the title. */
export function Layout({ view, children }: { view: View; children?: Child }) {
  const { t } = view
  return (
    <Document here={view} title={`${t(pageTitle[view.page])} · ${view.site.site_id}`}>
      <a class="skip" href="#answer">
        {t('nav.skip')}
      </a>
      <div class="frame">
        <header class="side">
          <div class="side-inner">
            <div class="side-top">
              <a class="brand" href={hrefOf(view, 'overview')}>
                <Wordmark />
              </a>
              <SiteSwitch view={view} />
            </div>
            <nav class="pages" aria-label={t('nav.pages')}>
              <ul>
                {pageNames.map((page) => (
                  <li>
                    <a href={hrefOf(view, page)} aria-current={page === view.page ? 'page' : undefined}>
                      <PageIcon page={page} />
                      <span>{t(pageTitle[page])}</span>
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
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
          <h1>{t(pageQuestion[view.page])}</h1>
          {children}
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
