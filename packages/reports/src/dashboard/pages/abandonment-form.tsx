import { BreakdownChoice } from '../components/breakdown-choice.js'
import { Choice } from '../components/choice.js'
import { FormBox } from '../components/form-box.js'
import { isMessageKey } from '../translate.js'
import type { View } from '../view.js'

const definitions = ['cart_episode', 'session', 'visit_end', 'visitor'] as const
const usual = { definition: 'cart_episode', idle: '60', recovery: '7' }

const text = (query: URLSearchParams, name: string, otherwise = '') => query.get(name)?.trim() || otherwise

/** The report's parameters that the address asks for. */
export function askedAbandonment(query: URLSearchParams): Record<string, unknown> {
  const idle = text(query, 'idle_minutes')
  const recovery = text(query, 'recovery_days')
  const [definition, breakdown] = [text(query, 'definition'), text(query, 'breakdown')]
  return {
    ...(definition && { definition }),
    ...(idle && { idle_minutes: Number(idle) }),
    ...(recovery && { recovery_days: Number(recovery) }),
    ...(breakdown && { breakdown }),
  }
}

/** What counts as abandoned: the unit, how long it must lie idle, and how long a return still counts. */
export function AbandonmentForm({ view, open }: { view: View; open?: boolean }) {
  const { t, url } = view
  const query = url.searchParams
  const definition = text(query, 'definition', usual.definition)
  const idle = text(query, 'idle_minutes', usual.idle)
  const recovery = text(query, 'recovery_days', usual.recovery)
  const key = `definition.${definition}`
  const name = isMessageKey(key) ? t(key) : definition
  return (
    <FormBox
      view={view}
      title={t('abandonment.form')}
      summary={t('abandonment.form_says', { definition: name, idle, recovery })}
      open={open}
    >
      <div class="builder-end">
        <Choice
          name="definition"
          label={t('abandonment.definition')}
          asked={definition}
          options={definitions.map((one) => [one, t(`definition.${one}`)])}
        />
        <label>
          <span>{t('abandonment.idle')}</span>
          <input type="number" name="idle_minutes" min="1" max="10080" value={idle} />
        </label>
        <label>
          <span>{t('abandonment.recovery')}</span>
          <input type="number" name="recovery_days" min="0" max="365" value={recovery} />
        </label>
        <BreakdownChoice view={view} asked={text(query, 'breakdown')} />
        <button class="button primary" type="submit">
          {t('controls.show')}
        </button>
      </div>
    </FormBox>
  )
}
