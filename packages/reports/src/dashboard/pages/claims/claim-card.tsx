import type { claims } from '../../../reports/claims/claims.js'
import { enough } from '../../../statistics/too-few.js'
import type { AnswerOf, PartsOf } from '../../report-page/answered.js'
import { hrefOf } from '../../view.js'
import { claimText } from './claim-messages.js'
import type { text } from './messages.js'

export type Parts = PartsOf<typeof claims, typeof text>
export type Claim = AnswerOf<typeof claims>['rows'][number]

/** A value of a claim as a number. */
export const claimNumber = ({ view: { format } }: Parts, { unit }: Pick<Claim, 'unit'>, value: number): string =>
  unit === 'share' ? format.percent(value) : format.decimal(value, unit === 'ratio' ? 2 : 1)

/** A value of a claim in its unit. */
export function claimValue(parts: Parts, claim: Pick<Claim, 'unit'>, value: number): string {
  const number = claimNumber(parts, claim, value)
  const { t } = parts
  const { unit } = claim
  if (unit === 'share') return number
  return t(unit === 'ratio' ? 'times' : unit === 'orders_per_1000' ? 'per_1000' : 'per_week', { value: number })
}

const verdictTones = { consistent: 'good', lower: 'warn', higher: 'warn', cannot_tell: 'few' } as const
export const toneOf = ({ verdict }: Claim) => verdictTones[verdict]

/** The own estimate with its interval, and the claim as a line across, on one scale. */
function Scale({ claim: { unit, claimed, own, low, high } }: { claim: Claim }) {
  if (own === null || claimed === null || low === null || high === null) return null
  const end = unit === 'share' ? 1 : 1.15 * Math.max(claimed, high, own)
  const x = (value: number) => Math.min(100, Math.max(0, (100 * value) / end))
  return (
    <svg
      class="interval-bar claim-scale"
      viewBox="0 0 100 12"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect class="track" x="0" y="4" width="100" height="4" />
      <rect class="value" x="0" y="4" width={x(own)} height="4" />
      <rect class="band" x={x(low)} y="2" width={Math.max(0.4, x(high) - x(low))} height="8" />
      <rect class="point" x={Math.max(0, x(own) - 0.25)} y="2" width="0.5" height="8" />
      <rect class="claimed" x={Math.max(0, x(claimed) - 0.3)} y="0" width="0.6" height="12" />
    </svg>
  )
}

function Basis({ parts, claim }: { parts: Parts; claim: Claim }) {
  const { t, view } = parts
  const n = view.format.count(claim.n)
  const { low, high } = claim
  if (claim.own === null || low === null || high === null) return <>{t('only_n', { n })}</>
  return <>{t('basis', { interval: `${claimNumber(parts, claim, low)} – ${claimNumber(parts, claim, high)}`, n })}</>
}

/** One claim: the verdict in words, this shop's figure beside the claimed one, and what to know about both. */
export function ClaimCard({ parts, claim, page }: { parts: Parts; claim: Claim; page: string | undefined }) {
  const { t, view } = parts
  const say = claimText(view)
  const { own, claimed, verdict } = claim
  const isShown = own !== null && claim.n >= enough.rate
  const rises = claim.claim === 'more_touches_not_better' && verdict === 'higher'
  return (
    <div class="claim">
      <p class={`claim-verdict ${toneOf(claim)}`}>
        <strong>{t.named('verdict', verdict)}</strong> {rises ? t('rises') : t.named('means', verdict)}
      </p>
      <dl class="claim-figures">
        <div>
          <dt>{t('here')}</dt>
          <dd class="claim-own">{isShown ? claimValue(parts, claim, own) : '–'}</dd>
          <dd class="claim-basis">
            {isShown ? <Basis parts={parts} claim={claim} /> : t('only_n', { n: view.format.count(claim.n) })}
          </dd>
        </div>
        <div>
          <dt>{t('claimed')}</dt>
          <dd class="claim-own">{claimed === null ? t('direction') : claimValue(parts, claim, claimed)}</dd>
        </div>
      </dl>
      {isShown && <Scale claim={claim} />}
      <p class="claim-note">
        <b>{t('measured')}:</b> {say.named('measures', claim.claim)} {claim.grade === 'B' && t('grade_b')}
      </p>
      {claim.watched_days !== null && (
        <p class="claim-note">
          {t('watched', { days: view.format.days(claim.watched_days) })}{' '}
          {claim.expected !== null && t('expected', { share: view.format.percent(claim.expected) })}
        </p>
      )}
      <details>
        <summary>{t('comes_from')}</summary>
        <p class="claim-note">{say.named('provenance', claim.claim)}</p>
      </details>
      {page && (
        <p class="claim-link">
          <a href={hrefOf(view, page)} aria-label={`${t('open_report')}: ${say.named('says', claim.claim)}`}>
            {t('open_report')} →
          </a>
        </p>
      )}
    </div>
  )
}
