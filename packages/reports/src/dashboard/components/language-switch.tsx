import { languageNames, languages } from '../language.js'
import { hrefWith, type Surroundings } from '../view.js'

/** The same page in the other language. */
export function LanguageSwitch({ here }: { here: Surroundings }) {
  return (
    <nav class="languages" aria-label={here.t('nav.language')}>
      {languages.map((language) => (
        <a
          href={hrefWith(here, { lang: language })}
          lang={language}
          hreflang={language}
          aria-current={language === here.language ? 'true' : undefined}
        >
          {languageNames[language]}
        </a>
      ))}
    </nav>
  )
}
