import { LanguageSwitch } from '../../components/language-switch.js'
import { Wordmark } from '../../components/wordmark.js'
import { Document } from '../../document.js'
import type { Surroundings } from '../../view.js'

export type SignInProblem = { kind: 'refused' } | { kind: 'wait'; minutes: number }

interface SignInPageProps {
  here: Surroundings
  /** Where to go afterwards. */
  next?: string
  problem?: SignInProblem
}

/** The way in: one field for a site's read key. */
export function SignInPage({ here, next, problem }: SignInPageProps) {
  const { t } = here
  // The switch must not repeat a key that came with the address.
  const clean = new URL('/sign-in', here.url)
  if (next) clean.searchParams.set('next', next)
  return (
    <Document here={here} title={t('sign_in.title')}>
      <main class="card-page">
        <div class="card">
          <Wordmark />
          <h1>{t('sign_in.title')}</h1>
          <p class="lead">{t('sign_in.lead')}</p>
          {problem && (
            <p class="problem" role="alert">
              {problem.kind === 'refused' ? t('sign_in.refused') : t('sign_in.wait', { minutes: problem.minutes })}
            </p>
          )}
          <form method="post" action="/sign-in" class="stacked">
            {next && <input type="hidden" name="next" value={next} />}
            <label>
              <span>{t('sign_in.key')}</span>
              <input
                type="password"
                name="key"
                required
                autocomplete="current-password"
                spellcheck={false}
                placeholder="tl_read_…"
              />
            </label>
            <button class="button primary" type="submit">
              {t('sign_in.submit')}
            </button>
          </form>
          <details class="more">
            <summary>{t('sign_in.where')}</summary>
            <p>{t('sign_in.where_how')}</p>
            <pre>touchline key create SITE --kind read</pre>
          </details>
        </div>
        <LanguageSwitch here={{ ...here, url: clean }} />
      </main>
    </Document>
  )
}
