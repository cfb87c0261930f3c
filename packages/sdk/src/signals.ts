import { guard } from './guard.js'
import { isAutomatic } from './settings.js'
import type { GiveConsent, Track } from './types.js'

/**
 * Hears what the page tells other tools: consent through Google's consent mode, and with `datalayer` events in the words
 * of GA4, from `gtag('event', …)` and `dataLayer.push({ event, ecommerce })`. A default of the consent mode says nothing
 * about this visitor: it may be meant for another region, or until the choice is made.
 */
export function readSignals(track: Track, consent: GiveConsent): void {
  // biome-ignore lint/suspicious/noExplicitAny: anything may be pushed, and what fails is left out
  const scope = window as { dataLayer?: any[] }
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const read = guard((entry: any) => {
    const [command, name, fields] = entry.ecommerce ? ['event', entry.event, entry.ecommerce] : entry
    if (command === 'consent' && name === 'update') consent({ analytics: fields.analytics_storage })
    if (command === 'event' && name !== 'page_view' && isAutomatic('datalayer')) track(name, fields)
  })
  scope.dataLayer ??= []
  const { dataLayer } = scope
  const { push } = dataLayer
  dataLayer.forEach(read)
  dataLayer.push = (...entries) => {
    entries.forEach(read)
    return push.apply(dataLayer, entries)
  }
}
