import { knownHost, sourceKind } from './channel-hosts.js'
import { pageAddress } from './page-address.js'

/** Groups of channels, coarse enough to compare and after GA4's default groups. */
type ChannelGroup =
  | 'direct'
  | 'organic_search'
  | 'paid_search'
  | 'organic_social'
  | 'paid_social'
  | 'paid_other'
  | 'email'
  | 'sms'
  | 'push'
  | 'referral'
  | 'affiliates'
  | 'display'
  | 'ai_assistant'
  | 'other'

/** Where a visit came from: the channel columns of an event. All empty when the event does not begin a visit. */
export interface Channel {
  channel: ChannelGroup | ''
  source: string
  medium: string
  campaign: string
  content: string
  term: string
  click_id: string
}

export interface ChannelOrigin {
  name: string
  url?: string
  referrer?: string
  /** What the sender says; wins over what the address says. */
  channel?: Partial<Omit<Channel, 'channel'>>
}

// Ad networks add these to the address of the landing page. fbclid is on free links too, so it does not mean an ad.
const clickIds = [
  ['gclid', 'google', 'cpc'],
  ['gbraid', 'google', 'cpc'],
  ['wbraid', 'google', 'cpc'],
  ['msclkid', 'bing', 'cpc'],
  ['ttclid', 'tiktok', 'cpc'],
  ['zclid', 'zalo', 'cpc'],
  ['fbclid', 'facebook', 'social'],
] as const

export const clickIdParameters: readonly string[] = clickIds.map(([parameter]) => parameter)

const landingNames: ReadonlySet<string> = new Set(['page_view', 'page_load'])

const none: Channel = { channel: '', source: '', medium: '', campaign: '', content: '', term: '', click_id: '' }

/** The channel of an event: what the sender says, else what the landing page's address and referrer say. */
export function channelOf(origin: ChannelOrigin): Channel {
  const said = origin.channel
  if (said && Object.values(said).some((value) => value)) {
    const { source = '', medium = '', campaign = '', content = '', term = '', click_id = '' } = said
    return grouped({ channel: '', source, medium, campaign, content, term, click_id })
  }
  if (!landingNames.has(origin.name)) return none
  const page = pageAddress(origin.url)
  const campaign = page && fromQuery(page.query)
  if (campaign) return grouped(campaign)
  if (origin.referrer) return fromReferrer(origin.referrer, page?.host)
  return page ? { ...none, channel: 'direct' } : none
}

function fromQuery(query: URLSearchParams): Channel | undefined {
  if (query.size === 0) return undefined
  const of = (name: string) => query.get(name)?.trim().slice(0, 1024) ?? ''
  const click = clickIds.find(([parameter]) => query.get(parameter))
  const found = {
    ...none,
    source: of('utm_source') || click?.[1] || '',
    medium: of('utm_medium') || click?.[2] || '',
    campaign: of('utm_campaign'),
    content: of('utm_content'),
    term: of('utm_term'),
    click_id: click ? of(click[0]) : '',
  }
  return found.source || found.medium || found.campaign ? found : undefined
}

function fromReferrer(referrer: string, ownHost: string | undefined): Channel {
  const host = pageAddress(referrer)?.host
  // Apps send the likes of android-app://com.example: a source, though no page.
  if (!host) return /^android-app:\/\/./.test(referrer) ? appReferral(referrer) : none
  if (ownHost && sameSite(host, ownHost)) return none
  const known = knownHost(host)
  if (!known) return { ...none, channel: 'referral', source: withoutWww(host), medium: 'referral' }
  const [channel, medium] = (
    {
      search: ['organic_search', 'organic'],
      social: ['organic_social', 'social'],
      email: ['email', 'email'],
      ai_assistant: ['ai_assistant', 'referral'],
    } as const
  )[known.kind]
  return { ...none, channel, source: known.source, medium }
}

const appReferral = (referrer: string): Channel => ({
  ...none,
  channel: 'referral',
  source: referrer.slice('android-app://'.length).split('/')[0] as string,
  medium: 'app',
})

const withoutWww = (host: string) => host.replace(/^www\./, '')

/** True for the same host and for a host and its subdomain, such as shop.example and checkout.shop.example. */
function sameSite(a: string, b: string): boolean {
  const [short, long] = [withoutWww(a), withoutWww(b)].sort((x, y) => x.length - y.length) as [string, string]
  return long === short || long.endsWith(`.${short}`)
}

function grouped(channel: Channel): Channel {
  return { ...channel, channel: groupOf(channel.source, channel.medium) }
}

const groupsByMedium: [RegExp, ChannelGroup][] = [
  [/^\(?(direct|none)\)?$/, 'direct'],
  [/^affiliates?$/, 'affiliates'],
  [/^e[-_]?mail$|^newsletter$/, 'email'],
  [/^sms$|^zns$/, 'sms'],
  [/^(web_?|mobile_?)?push|notification$/, 'push'],
  [/^(display|banner|cpm|expandable|interstitial)$/, 'display'],
]
const paid = /cp[ acvm]?c?$|^ppc$|^retargeting$|^paid/
const social = /^(organic_)?social|^sm$/
const referral = /^(referral|app|link)$/

function groupOf(sourceText: string, mediumText: string): ChannelGroup {
  const source = sourceText.trim().toLowerCase()
  const medium = mediumText
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
  const kind = sourceKind(source)
  const byMedium = groupsByMedium.find(([pattern]) => pattern.test(medium))
  if (byMedium) return byMedium[1]
  if (paid.test(medium)) {
    if (medium.includes('search') || (kind === 'search' && !medium.includes('social'))) return 'paid_search'
    return medium.includes('social') || kind === 'social' ? 'paid_social' : 'paid_other'
  }
  if (/^organic(_search)?$/.test(medium)) return kind === 'social' ? 'organic_social' : 'organic_search'
  if (social.test(medium)) return 'organic_social'
  return bySource(source, kind) ?? (referral.test(medium) ? 'referral' : 'other')
}

function bySource(source: string, kind: ReturnType<typeof sourceKind>): ChannelGroup | undefined {
  if (kind === 'search') return 'organic_search'
  if (kind === 'social') return 'organic_social'
  if (kind === 'email' || source === 'newsletter') return 'email'
  if (kind === 'ai_assistant') return 'ai_assistant'
  if (source === 'sms') return 'sms'
  return source === '(direct)' || source === 'direct' ? 'direct' : undefined
}
