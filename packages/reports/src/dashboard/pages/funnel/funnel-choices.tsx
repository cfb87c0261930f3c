import { BreakdownChoice } from '../../components/breakdown-choice.js'
import { Choice } from '../../components/choice.js'
import type { View } from '../../view.js'
import type { AskedFunnel } from './funnel-query.js'
import { text } from './messages.js'

const windowUnits = ['second', 'minute', 'hour', 'day', 'week', 'month'] as const
const orders = ['sequential', 'strict', 'any'] as const
const units = ['person', 'visitor', 'session'] as const
const attributions = ['entry_step', 'first_touch', 'last_touch', 'all_events'] as const
const intervals = ['day', 'week', 'month'] as const
const held = ['cart_id', 'transaction_id', 'session_id', 'product', 'path']

/** Window, order, unit, and how to look at the funnel: broken down, over time, against something else. */
export function FunnelChoices({ view, funnel }: { view: View; funnel: AskedFunnel }) {
  const t = text(view)
  const segments = view.known.kept.segments.map(
    ({ name }) => [`segment:${name}`, t('compare_segment', { name })] as const,
  )
  return (
    <div class="builder-end">
      <label>
        <span>{t('window')}</span>
        <input type="number" name="window" min="1" max="10000" value={funnel.window} />
      </label>
      <Choice
        name="window_unit"
        label={t('window_unit')}
        asked={funnel.windowUnit}
        options={windowUnits.map((unit) => [unit, t(`window.${unit}`)])}
      />
      <Choice
        name="order"
        label={t('order')}
        asked={funnel.order}
        options={orders.map((order) => [order, t(`order.${order}`)])}
      />
      <Choice
        name="unit"
        label={t('unit')}
        asked={funnel.unit}
        options={units.map((unit) => [unit, t(`unit.${unit}`)])}
      />
      <Choice
        name="trend"
        label={t('trend')}
        asked={funnel.trend}
        options={[['', t('trend.none')], ...intervals.map((interval) => [interval, t(`trend.${interval}`)] as const)]}
      />
      <Choice
        name="compare"
        label={t('compare')}
        asked={funnel.compare}
        options={[['', t('compare.none')], ['previous_period', t('compare.previous_period')], ...segments]}
      />
      <BreakdownChoice view={view} asked={funnel.breakdown} />
      <Choice
        name="breakdown_at"
        label={t('breakdown_at')}
        asked={funnel.breakdownAt}
        options={[
          ...attributions.map((one) => [one, t(`at.${one}`)] as const),
          ...funnel.steps.slice(1).map((_, i) => [`step${i + 2}`, t('at_step', { number: i + 2 })] as const),
        ]}
      />
      <label>
        <span>{t('hold')}</span>
        <input
          type="text"
          name="hold"
          value={funnel.hold}
          list="held"
          placeholder="–"
          autocomplete="off"
          spellcheck={false}
        />
      </label>
      <datalist id="held">
        {held.map((name) => (
          <option value={name} />
        ))}
      </datalist>
      <button class="button primary" type="submit">
        {view.t('controls.show')}
      </button>
    </div>
  )
}
