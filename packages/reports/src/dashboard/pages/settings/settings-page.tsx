import { siteModes } from '@touchline/events'
import { type Delivery, type KeyRecord, keyKinds } from '@touchline/storage'
import { Choice } from '../../components/choice.js'
import { Problem } from '../../components/problem.js'
import { Snippet } from '../../components/snippet.js'
import type { NotificationEntry } from '../../settings-desk.js'
import type { View } from '../../view.js'
import { text } from './messages.js'
import { Deliveries, Notifications } from './notifications.js'
import { RowForm, settingsAction } from './row-form.js'

/** What a form has done, or why it has not. */
export interface Said {
  done?: string
  /** Shown this once. */
  secret?: string
  problems?: string[]
}

export interface SettingsParts {
  keys: readonly KeyRecord[]
  notifications: readonly NotificationEntry[]
  notificationKinds: readonly string[]
  deliveries: readonly Delivery[]
}

/** Everything about a site that its owners may change. */
export function SettingsPage({ view, parts, said }: { view: View; parts: SettingsParts; said?: Said }) {
  return (
    <>
      {said?.problems?.map((sentence) => (
        <Problem view={view} sentence={sentence} />
      ))}
      {said?.done && (
        <section class="panel" role="status">
          <p>{said.done}</p>
          {said.secret && <Snippet view={view} id="new-key" text={said.secret} />}
        </section>
      )}
      <SiteForm view={view} />
      <Keys view={view} keys={parts.keys} />
      {parts.notificationKinds.length > 0 && (
        <>
          <Notifications view={view} entries={parts.notifications} />
          <Deliveries view={view} deliveries={parts.deliveries} />
        </>
      )}
      <EraseForm view={view} />
    </>
  )
}

function SiteForm({ view }: { view: View }) {
  const { site, collectorUrl } = view
  const t = text(view)
  const tag = `<script async src="${collectorUrl}/touchline.js" data-site="${site.site_id}"></script>`
  return (
    <section class="panel">
      <h2>{t('site')}</h2>
      <form method="post" action={settingsAction(view, 'site')} class="builder-end">
        <label>
          <span>{t('timezone')}</span>
          <input type="text" name="timezone" required value={site.timezone} autocomplete="off" />
        </label>
        <label>
          <span>{t('currency')}</span>
          <input type="text" name="currency" required maxlength={3} value={site.currency} autocomplete="off" />
        </label>
        <Choice
          name="mode"
          label={t('mode')}
          asked={site.mode}
          options={siteModes.map((mode) => [mode, t(`mode.${mode}`)])}
        />
        <label class="wide">
          <span>{t('origins')}</span>
          <textarea name="origins" rows={3}>
            {site.origins.join('\n')}
          </textarea>
        </label>
        <button class="button primary" type="submit">
          {t('save')}
        </button>
      </form>
      <h3>{t('tag')}</h3>
      <Snippet view={view} id="site-tag" text={tag} />
    </section>
  )
}

function Keys({ view, keys }: { view: View; keys: readonly KeyRecord[] }) {
  const t = text(view)
  return (
    <section class="panel">
      <h2>{t('keys')}</h2>
      <p class="panel-note">{t('keys_say')}</p>
      <div class="table-scroll">
        <table class="kept">
          <caption class="visually-hidden">{t('keys')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('key')}</th>
              <th scope="col">{t('kind')}</th>
              <th scope="col">{t('made')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {keys.map(({ key_hash, hint, kind, created_at }) => (
              <tr>
                <th scope="row">{`${hint}…`}</th>
                <td>{kind}</td>
                <td>{view.format.day(created_at.slice(0, 10))}</td>
                <td class="number">
                  <RowForm
                    view={view}
                    action="revoke-key"
                    fields={{ key: key_hash }}
                    label={t('revoke')}
                    name={t('revoke_what', { key: hint })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <form method="post" action={settingsAction(view, 'create-key')} class="builder-end">
        <Choice name="kind" label={t('kind')} asked="view" options={keyKinds.map((kind) => [kind, kind])} />
        <button class="button" type="submit">
          {t('make_key')}
        </button>
      </form>
    </section>
  )
}

function EraseForm({ view }: { view: View }) {
  const t = text(view)
  return (
    <section class="panel">
      <h2>{t('erase')}</h2>
      <p class="panel-note">{t('erase_say')}</p>
      <form method="post" action={settingsAction(view, 'erase')} class="builder-end">
        <Choice
          name="who"
          label={t('who')}
          asked="visitor"
          options={(['visitor', 'user'] as const).map((who) => [who, t(`who.${who}`)])}
        />
        {(['id', 'sure'] as const).map((name) => (
          <label>
            <span>{t(name)}</span>
            <input type="text" name={name} required maxlength={256} autocomplete="off" />
          </label>
        ))}
        <button class="button" type="submit">
          {t('erase_now')}
        </button>
      </form>
    </section>
  )
}
