import type { ImportLineInput } from '@touchline/events'
import type { Country } from './person.js'
import type { Random } from './random.js'

export type Channel = NonNullable<ImportLineInput['channel']>

/** How a visit came about: its channel, and what the landing page's address and referrer tell of it. */
export interface Arrival {
  channel: Channel
  referrer?: string
}

const arrivals = {
  direct: { channel: { source: '(direct)', medium: '(none)' } },
  organic: { channel: { source: 'google', medium: 'organic' }, referrer: 'https://www.google.com/' },
  search_ad: {
    channel: { source: 'google', medium: 'cpc', campaign: 'spring-table', term: 'homeware' },
    referrer: 'https://www.google.com/',
  },
  social_ad: {
    channel: { source: 'facebook', medium: 'paid_social', campaign: 'spring-table', content: 'carousel' },
    referrer: 'https://l.facebook.com/',
  },
  instagram: { channel: { source: 'instagram', medium: 'social' }, referrer: 'https://l.instagram.com/' },
  newsletter: { channel: { source: 'newsletter', medium: 'email', campaign: 'weekly-letter' } },
  cart_reminder: { channel: { source: 'newsletter', medium: 'email', campaign: 'abandoned-cart' } },
  zalo: { channel: { source: 'zalo', medium: 'social' }, referrer: 'https://chat.zalo.me/' },
  referral: { channel: { source: 'nhadep.example', medium: 'referral' }, referrer: 'https://nhadep.example/goc-bep' },
} satisfies Record<string, Arrival>

export type ArrivalName = keyof typeof arrivals
type Weights = Readonly<Partial<Record<ArrivalName, number>>>

const firstVisit: { VN: Weights; elsewhere: Weights } = {
  VN: { direct: 12, organic: 22, search_ad: 12, social_ad: 20, instagram: 8, newsletter: 2, zalo: 18, referral: 6 },
  elsewhere: { direct: 16, organic: 34, search_ad: 16, social_ad: 14, instagram: 12, newsletter: 2, referral: 6 },
}
const laterVisit: Weights = { direct: 45, organic: 20, search_ad: 8, social_ad: 6, instagram: 4, newsletter: 17 }

/** The channel of that name, without a click on it. */
export function channelBy(name: ArrivalName): Channel {
  return arrivals[name].channel
}

/** The arrival of that name; paid clicks get a click id of their own. */
export function arrivalBy(random: Random, name: ArrivalName): Arrival {
  const arrival: Arrival = arrivals[name]
  if (name !== 'search_ad' && name !== 'social_ad') return arrival
  return { ...arrival, channel: { ...arrival.channel, click_id: random.hex(24) } }
}

export function drawArrival(random: Random, country: Country, first: boolean): Arrival {
  const weights = first ? (country === 'VN' ? firstVisit.VN : firstVisit.elsewhere) : laterVisit
  return arrivalBy(random, random.weighted(weights as Record<ArrivalName, number>))
}

/** The query that a campaign's link carries. */
export function campaignQuery({ channel }: Arrival): string {
  if (!channel.campaign) return ''
  const query = new URLSearchParams()
  for (const part of ['source', 'medium', 'campaign', 'term', 'content'] as const) {
    const value = channel[part]
    if (value) query.set(`utm_${part}`, value)
  }
  if (channel.click_id) query.set(channel.source === 'google' ? 'gclid' : 'fbclid', channel.click_id)
  return `?${query}`
}
