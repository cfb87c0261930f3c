import { siteSchema } from '@touchline/events'
import { keyKinds } from '@touchline/storage'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { Layout } from './layout.js'
import { text } from './pages/settings/messages.js'
import { type Said, SettingsPage, type SettingsParts } from './pages/settings/settings-page.js'
import { sameOriginForms } from './security.js'
import type { SettingsDesk } from './settings-desk.js'
import type { ReadyOptions, SiteAccess } from './site-access.js'
import { sitePath, type View } from './view.js'

const formBytes = 32 * 1024
const deliveriesShown = 50

type Fields = Record<string, string>
type Action = (view: View, desk: SettingsDesk, fields: Fields) => Promise<Said>

/** What each form of the page does; what it answers is said above the page. */
const actions: Record<string, Action> = {
  async site(view, desk, { origins = '', timezone, currency, mode }) {
    const asked = {
      ...view.site,
      timezone,
      currency: currency?.toUpperCase(),
      mode,
      origins: origins.split(/[\s,]+/).filter(Boolean),
    }
    const parsed = siteSchema.safeParse(asked)
    if (!parsed.success) {
      const problems = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`)
      return { problems }
    }
    await desk.putSite(parsed.data)
    return { done: text(view)('saved') }
  },
  async 'create-key'(view, desk, { kind }) {
    const known = keyKinds.find((one) => one === kind)
    if (!known) return { problems: [`kind: ${keyKinds.join(', ')}`] }
    return { done: text(view)('key_made'), secret: await desk.createKey(view.site.site_id, known) }
  },
  async 'revoke-key'(view, desk, { key = '' }) {
    const t = text(view)
    return (await desk.revokeKey(view.site.site_id, key)) ? { done: t('key_revoked') } : { problems: [t('not_there')] }
  },
  async 'add-notification'(view, desk, { kind = '', ...fields }) {
    const problems = (await desk.notifications?.add(view.site.site_id, kind, fields)) ?? []
    return problems.length > 0 ? { problems } : { done: text(view)('saved') }
  },
  async 'remove-notification'(view, desk, { id = '' }) {
    const t = text(view)
    return (await desk.notifications?.remove(view.site.site_id, id))
      ? { done: t('removed') }
      : { problems: [t('not_there')] }
  },
  async replay(view, desk, { id = '' }) {
    const t = text(view)
    return (await desk.notifications?.replay(view.site.site_id, id))
      ? { done: t('replayed') }
      : { problems: [t('not_there')] }
  },
  async erase(view, desk, { who, id = '', sure }) {
    const t = text(view)
    if (id === '' || sure !== id) return { problems: [t('erase_unsure')] }
    const events = await desk.erase(view.site.site_id, who === 'user' ? { user: id } : { visitor: id })
    return { done: t('erased', { events: view.format.count(events) }) }
  },
}

/** The settings of a site, for its owners. */
export function settingsRoutes({ settings }: ReadyOptions, forSite: SiteAccess): Hono {
  const app = new Hono()

  const page = async (c: Context, view: View, desk: SettingsDesk, said?: Said) => {
    const t = text(view)
    const siteId = view.site.site_id
    const [keys, notifications, deliveries] = await Promise.all([
      desk.keys(siteId),
      desk.notifications?.list(siteId),
      desk.notifications?.deliveries(siteId, deliveriesShown),
    ])
    const parts: SettingsParts = {
      keys,
      notifications: notifications ?? [],
      deliveries: deliveries ?? [],
      notificationKinds: desk.notifications?.kinds ?? [],
    }
    return c.html(
      <Layout view={view} title={t('title')} question={t('question')}>
        <SettingsPage view={view} parts={parts} said={said} />
      </Layout>,
      said?.problems ? 400 : 200,
    )
  }

  if (!settings) return app
  app.get('/:site/settings', (c) => forSite(c, 'settings', (view) => page(c, view, settings), 'owner'))
  // A reload of what a form answered asks for the page again.
  app.get('/:site/settings/:action', (c) => c.redirect(sitePath(c.req.param('site'), 'settings'), 303))
  app.post('/:site/settings/:action', sameOriginForms, bodyLimit({ maxSize: formBytes }), (c) =>
    forSite(
      c,
      'settings',
      async (view) => {
        const action = Object.hasOwn(actions, c.req.param('action')) ? actions[c.req.param('action')] : undefined
        if (!action) return c.redirect(sitePath(view.site.site_id, 'settings'), 303)
        const body = await c.req.parseBody()
        const fields: Fields = {}
        for (const [name, value] of Object.entries(body)) if (typeof value === 'string') fields[name] = value.trim()
        const said = await action(view, settings, fields)
        // Shown as it is now, not as it was when the form was sent.
        return forSite(c, 'settings', (changed) => page(c, changed, settings, said), 'owner')
      },
      'owner',
    ),
  )
  return app
}
