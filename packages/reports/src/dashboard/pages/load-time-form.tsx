import { FormBox } from '../components/form-box.js'
import type { View } from '../view.js'

const pageEvents = ['view_item', 'view_item_list', 'view_cart', 'begin_checkout', 'add_payment_info']
const otherMetrics = ['product_visible_ms', 'fcp_ms', 'lcp_ms', 'dom_ready_ms', 'load_ms', 'ttfb_ms']

/** Which page loads, and when one counts as ready. */
export function LoadTimeForm({ view, open }: { view: View; open?: boolean }) {
  const { t, url } = view
  const at = url.searchParams.get('at') ?? ''
  const metric = url.searchParams.get('metric') ?? ''
  const metrics = metric && !otherMetrics.includes(metric) ? [...otherMetrics, metric] : otherMetrics
  const summary = `${at || t('load.landing')} · ${t('load.ready_at', { metric: metric || t('load.readiness') })}`
  return (
    <FormBox view={view} title={t('load.form')} summary={summary} open={open}>
      <div class="builder-end">
        <label>
          <span>{t('load.at_page')}</span>
          <input
            type="text"
            name="at"
            value={at}
            placeholder={t('load.landing')}
            list="page-events"
            autocomplete="off"
            spellcheck={false}
          />
        </label>
        <label>
          <span>{t('load.metric')}</span>
          <select name="metric">
            <option value="">{t('load.readiness')}</option>
            {metrics.map((name) => (
              <option value={name} selected={name === metric}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button class="button primary" type="submit">
          {t('controls.show')}
        </button>
      </div>
      <datalist id="page-events">
        {pageEvents.map((name) => (
          <option value={name} />
        ))}
      </datalist>
    </FormBox>
  )
}
