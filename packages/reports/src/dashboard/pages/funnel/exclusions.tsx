import { Choice } from '../../components/choice.js'
import type { View } from '../../view.js'
import type { AskedExclusion, AskedFunnel } from './funnel-query.js'
import { text } from './messages.js'

/** Events that must not happen between two steps: one row each, and one more to add another. */
export function Exclusions({ view, funnel }: { view: View; funnel: AskedFunnel }) {
  const t = text(view)
  const rows: AskedExclusion[] = [...funnel.exclude, { name: '', fromStep: '1', toStep: '' }]
  const steps = funnel.steps.map((_, i) => [String(i + 1), String(i + 1)] as const)
  return (
    <details class="exclusions" open={funnel.exclude.length > 0}>
      <summary>{t('exclude')}</summary>
      {rows.map(({ name, fromStep, toStep }) => (
        <div class="exclusion">
          <label>
            <span>{t('exclude')}</span>
            <input type="text" name="exclude" value={name} list="event-names" autocomplete="off" spellcheck={false} />
          </label>
          <Choice name="exclude_from" label={t('exclude_from')} asked={fromStep} options={steps} />
          <Choice
            name="exclude_to"
            label={t('exclude_to')}
            asked={toStep}
            options={[['', t('exclude_last')], ...steps.slice(1)]}
          />
        </div>
      ))}
    </details>
  )
}
