import type { Rate } from '../../core/rate.js'
import { enoughForRate } from '../../statistics/too-few.js'
import type { TipLine } from '../charts/chart-spec.js'
import { absent } from '../format.js'
import type { View } from '../view.js'

/** Below the threshold a share says more about chance than about the shop. */
export const isTooFew = (rate: Rate): boolean => !enoughForRate(rate)

/** The share, or words where there are too few to show one. */
export function rateText({ t, format }: Pick<View, 't' | 'format'>, rate: Rate): string {
  if (rate.denominator === 0) return absent
  return isTooFew(rate) ? t('rate.too_few') : format.percent(rate.rate)
}

/** A rate in a chart's tooltip: share, interval where the share is shown, and counts. */
export function rateLines(view: Pick<View, 't' | 'format'>, label: string, rate: Rate): TipLine[] {
  const { t, format } = view
  const of = t('rate.of', { numerator: format.count(rate.numerator), denominator: format.count(rate.denominator) })
  const interval: TipLine[] = isTooFew(rate) ? [] : [[t('rate.interval_name'), format.interval(rate)]]
  return [[label, rateText(view, rate)], ...interval, ['', of]]
}

/** A rate as a bar from 0 to 100% with its interval as a band; the text beside it says the same. */
export function IntervalBar({ rate }: { rate: Rate }) {
  if (isTooFew(rate) || rate.rate === null) return null
  const x = (share: number | null) => Math.min(100, Math.max(0, (share ?? 0) * 100))
  return (
    <svg class="interval-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="track" x="0" y="2" width="100" height="4" rx="0" />
      <rect class="value" x="0" y="2" width={x(rate.rate)} height="4" />
      <rect class="band" x={x(rate.low)} y="0" width={Math.max(0.4, x(rate.high) - x(rate.low))} height="8" />
      <rect class="point" x={Math.max(0, x(rate.rate) - 0.25)} y="0" width="0.5" height="8" />
    </svg>
  )
}
