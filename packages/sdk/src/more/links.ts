import { attempt, listen } from '../guard.js'
import type { Settings } from '../settings.js'

const parameter = 'tl_id'
const freshMs = 120_000

interface Kept {
  visitor_id?: string
  session_id?: string
  consent?: string
}

/** Carries visitor and session over to the shop's other domains, in the query of the links to them. */
export function carryVisitor(settings: Settings): void {
  const { domains = [], site, mode } = settings
  const key = `touchline.${site}`
  const kept = (): Kept => attempt(() => JSON.parse(localStorage[key])) ?? {}
  const { globalPrivacyControl } = navigator as { globalPrivacyControl?: boolean }
  const hasOptedOut = globalPrivacyControl || navigator.doNotTrack === '1'

  const here = new URL(location.href)
  const [visitor_id, session_id, time] = here.searchParams.get(parameter)?.split('.') ?? []
  if (visitor_id) {
    const facts = kept()
    const isKnown = facts.consent === 'granted' || (mode === 'first_party' && facts.consent !== 'denied')
    const isFresh = Math.abs(Date.now() - Number(time)) < freshMs
    if (isFresh && isKnown && mode !== 'cookieless' && !hasOptedOut)
      attempt(() => {
        localStorage[key] = JSON.stringify({ ...facts, visitor_id, session_id, at: Date.now() })
      })
    // Nobody shall share an address with it.
    here.searchParams.delete(parameter)
    attempt(() => history.replaceState(history.state, '', here))
  }
  if (mode === 'cookieless' || hasOptedOut) return
  listen(document, 'click', (event) => {
    for (const link of event.composedPath() as HTMLAnchorElement[]) {
      const { hostname, href } = link
      if (!href || !hostname || hostname === location.hostname || !isAmong(domains, hostname)) continue
      const ids = kept()
      if (!ids.visitor_id) return
      const url = new URL(href)
      url.searchParams.set(parameter, `${ids.visitor_id}.${ids.session_id}.${Date.now()}`)
      link.href = url.href
    }
  })
}

const isAmong = (domains: string | readonly string[], host: string) =>
  (typeof domains === 'string' ? domains.split(/[\s,]+/) : domains).includes(host)
