import { FormBox } from '../components/form-box.js'
import type { View } from '../view.js'

const usualLapse = '30'
const text = (query: URLSearchParams, name: string) => query.get(name)?.trim() ?? ''

/** The report's parameters that the address asks for. */
export function askedJourney(query: URLSearchParams): Record<string, unknown> {
  const [asOf, lapse, churn] = [text(query, 'as_of'), text(query, 'lapse_days'), text(query, 'churn_days')]
  return {
    ...(asOf && { as_of: asOf }),
    ...(lapse && { lapse_days: Number(lapse) }),
    ...(churn && { churn_days: Number(churn) }),
  }
}

/** As of when people are looked at, and after how many idle days somebody counts as gone. */
export function JourneyForm({ view, open }: { view: View; open?: boolean }) {
  const { t, url } = view
  const query = url.searchParams
  const asOf = text(query, 'as_of')
  const lapse = text(query, 'lapse_days') || usualLapse
  return (
    <FormBox
      view={view}
      title={t('journey.form')}
      summary={t('journey.form_says', { as_of: asOf || t('journey.today'), lapse })}
      open={open}
    >
      <div class="builder-end">
        <label>
          <span>{t('journey.as_of')}</span>
          <input type="date" name="as_of" value={asOf} />
        </label>
        <label>
          <span>{t('journey.lapse_days')}</span>
          <input type="number" name="lapse_days" min="1" max="3650" value={lapse} />
        </label>
        <label>
          <span>{t('journey.churn_days')}</span>
          <input
            type="number"
            name="churn_days"
            min="1"
            max="3650"
            value={text(query, 'churn_days')}
            placeholder={t('journey.by_the_shop')}
          />
        </label>
        <button class="button primary" type="submit">
          {t('controls.show')}
        </button>
      </div>
    </FormBox>
  )
}
