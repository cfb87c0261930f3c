import type { Delivery } from '@touchline/storage'
import { Choice } from '../../components/choice.js'
import { languages } from '../../language.js'
import type { NotificationEntry } from '../../settings-desk.js'
import type { View } from '../../view.js'
import { text } from './messages.js'
import { RowForm, settingsAction } from './row-form.js'

type Field = 'url' | 'to' | 'idle_minutes' | 'measure' | 'worse_by_percent' | 'days' | 'language' | 'weekday' | 'hour'

/** What the form of each kind asks, and what is usual. */
const forms = {
  abandoned_cart: { url: '', idle_minutes: '60' },
  alert: { measure: 'conversion', worse_by_percent: '20', days: '7', to: '', url: '', language: 'en' },
  weekly_email: { to: '', language: 'en', weekday: '1', hour: '8' },
} as const satisfies Record<string, Partial<Record<Field, string>>>
type Kind = keyof typeof forms

/** Whom the site tells of what, and forms for more. */
export function Notifications({ view, entries }: { view: View; entries: readonly NotificationEntry[] }) {
  const t = text(view)
  return (
    <section class="panel">
      <h2>{t('notifications')}</h2>
      {entries.length === 0 ? (
        <p class="panel-note">{t('no_notifications')}</p>
      ) : (
        <div class="table-scroll">
          <table class="kept">
            <caption class="visually-hidden">{t('notifications')}</caption>
            <tbody>
              {entries.map(({ id, kind, settings, secret }) => (
                <tr>
                  <th scope="row">{t.named('notification', kind)}</th>
                  <td>
                    {Object.entries(settings).map(([name, value]) => (
                      <div>{`${t.named('field', name)}: ${value}`}</div>
                    ))}
                    {secret && (
                      <details>
                        <summary>{t('secret')}</summary>
                        <code>{secret}</code>
                      </details>
                    )}
                  </td>
                  <td class="number">
                    <RowForm
                      view={view}
                      action="remove-notification"
                      fields={{ id }}
                      label={t('remove')}
                      name={`${t('remove')} ${id}`}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {(Object.keys(forms) as Kind[]).map((kind) => (
        <details class="keep">
          <summary class="button">{t(`notification.${kind}`)}</summary>
          <form method="post" action={settingsAction(view, 'add-notification')} class="builder-end">
            <input type="hidden" name="kind" value={kind} />
            {Object.entries(forms[kind]).map(([field, usual]) => (
              <FieldInput view={view} field={field as Field} usual={usual} />
            ))}
            <button class="button primary" type="submit">
              {t('add')}
            </button>
          </form>
        </details>
      ))}
    </section>
  )
}

const measures = ['conversion', 'abandonment', 'lcp', 'inp', 'cls'] as const
const numeric: readonly Field[] = ['idle_minutes', 'worse_by_percent', 'days', 'hour']

function FieldInput({ view, field, usual }: { view: View; field: Field; usual: string }) {
  const t = text(view)
  const weekdays = Array.from({ length: 7 }, (_, i): [string, string] => [String(i + 1), weekdayName(view, i)])
  const choices: Partial<Record<Field, readonly (readonly [string, string])[]>> = {
    measure: measures.map((measure) => [measure, t(`measure.${measure}`)]),
    language: languages.map((language) => [language, language === 'vi' ? 'Tiếng Việt' : 'English']),
    weekday: weekdays,
  }
  const options = choices[field]
  if (options) return <Choice name={field} label={t(field)} asked={usual} options={options} />
  return (
    <label>
      <span>{t(field)}</span>
      <input type={numeric.includes(field) ? 'number' : 'text'} name={field} value={usual} autocomplete="off" />
    </label>
  )
}

// The first of January 2024 was a Monday.
const weekdayName = ({ language }: View, i: number) =>
  new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, 1 + i)))

/** What was sent and what waits, with a way to send it again. */
export function Deliveries({ view, deliveries }: { view: View; deliveries: readonly Delivery[] }) {
  const t = text(view)
  return (
    <section class="panel">
      <h2>{t('deliveries')}</h2>
      {deliveries.length === 0 ? (
        <p class="panel-note">{t('no_deliveries')}</p>
      ) : (
        <div class="table-scroll">
          <table class="kept">
            <caption class="visually-hidden">{t('deliveries')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('subject')}</th>
                <th scope="col">{t('what')}</th>
                <th scope="col">{t('decided')}</th>
                <th scope="col">{t('status')}</th>
                <th scope="col">{t('attempts')}</th>
                <th scope="col">{t('answer')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {deliveries.map(({ delivery_id, subject, kind, decided_at, status, attempts, answer }) => (
                <tr>
                  <th scope="row">{subject.slice(0, 40)}</th>
                  <td>{t.named('notification', kind)}</td>
                  <td>{`${decided_at.slice(0, 16)} UTC`}</td>
                  <td>{t(`status.${status}`)}</td>
                  <td class="number">{view.format.count(attempts)}</td>
                  <td>{answer.slice(0, 120)}</td>
                  <td class="number">
                    <RowForm
                      view={view}
                      action="replay"
                      fields={{ id: delivery_id }}
                      label={t('replay')}
                      name={t('replay_what', { id: delivery_id })}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
