import { listen } from '../guard.js'
import type { Settings } from '../settings.js'
import type { Track } from '../types.js'

const files = /\.(pdf|xlsx?|docx?|pptx?|csv|txt|rtf|zip|rar|7z|gz|dmg|exe|pkg|apk|mp[34]|mov|avi|wav)$/i

/** Records clicks on links that lead out of the shop or to a file, as GA4 names them. */
export function hearClicks(track: Track, { domains = [] }: Settings): void {
  const hear = (event: Event) => {
    const link = (event.composedPath() as HTMLAnchorElement[]).find(({ tagName, href }) => tagName === 'A' && href)
    if (!link || !/^https?:$/.test(link.protocol)) return
    const { hostname, pathname, origin } = link
    // The query may tell who somebody is.
    const link_url = origin + pathname
    if (files.test(pathname)) track('file_download', { link_url, file_name: pathname.split('/').pop() ?? '' })
    else if (hostname !== location.hostname && !domains.includes(hostname))
      track('click', { link_url, link_domain: hostname, outbound: true })
  }
  listen(document, 'click', hear)
  // The middle button opens a tab.
  listen(document, 'auxclick', (event) => (event as MouseEvent).button === 1 && hear(event))
}
