import { figureLabel } from '../definitions.js'
import { reportPages } from '../pages/registry.js'
import type { Quality } from '../quality.js'
import { hrefOf, type View } from '../view.js'
import { isTooFew } from './rate.js'

/** Who is known for how long, and how much browsers fail to report: what every figure of the page rests on. */
export function QualityLine({ view, quality }: { view: View; quality: Quality }) {
  const { t, format } = view
  const { totals, rows } = quality
  if (totals.visitors === 0) return null
  const daily = totals.identity.find(({ identity }) => identity === 'daily_hash')
  const { lost } = totals.parity
  const bad = rows
    .filter(({ verdict }) => verdict === 'act')
    .map(({ check }) => figureLabel(view, check, 'data-quality'))
  const page = reportPages.find(({ report }) => report === 'data-quality')
  return (
    <aside class={bad.length > 0 ? 'quality quality-act' : 'quality'} aria-label={t('quality.title')}>
      <p>
        {daily && daily.visitors > 0
          ? t('quality.identity', { share: format.percent(daily.share.rate), visitors: format.count(totals.visitors) })
          : t('quality.identity_none', { visitors: format.count(totals.visitors) })}{' '}
        {lost.denominator === 0 || isTooFew(lost)
          ? t('quality.lost_unknown')
          : t('quality.lost', { share: format.percent(lost.rate), interval: format.interval(lost) })}{' '}
        {bad.length > 0 && t('quality.act', { checks: bad.join(', ') })}{' '}
        {page && <a href={hrefOf(view, page.name)}>{page.text(view)('title')}</a>}
      </p>
    </aside>
  )
}
