import type { ImportLineInput } from '@touchline/events'
import { type Fields, fieldsOf, idOf, numberOf, present, textOf } from './foreign-values.js'
import type { Ga4Params } from './ga4-params.js'

type Channel = ImportLineInput['channel']

/**
 * Where the visitor came from. `collected_traffic_source` and the event's own parameters say it of this event.
 * `traffic_source` repeats on every row where the user came from first of all, so it counts in the first session only.
 */
export function ga4Channel(row: Fields, params: Ga4Params): Channel {
  const collected = fieldsOf(row.collected_traffic_source)
  const clickId = idOf(collected.gclid) ?? idOf(params.gclid) ?? idOf(collected.dclid) ?? idOf(params.dclid)
  const source = textOf(collected.manual_source) ?? textOf(params.source)
  const medium = textOf(collected.manual_medium) ?? textOf(params.medium)
  const ownWords = present({
    campaign: campaignOf(collected.manual_campaign_name) ?? campaignOf(params.campaign),
    content: textOf(collected.manual_content) ?? textOf(params.content),
    term: textOf(collected.manual_term) ?? textOf(params.term),
  })
  if (source || medium || clickId || ownWords.campaign) {
    // Google's ads tag their links with nothing but the click.
    const said = source || medium ? { source, medium } : clickId ? { source: 'google', medium: 'cpc' } : {}
    return present({ ...said, ...ownWords, click_id: textOf(clickId) })
  }
  return (numberOf(params.ga_session_number) ?? 1) === 1 ? firstOf(fieldsOf(row.traffic_source)) : undefined
}

function firstOf(first: Fields): Channel {
  const source = textOf(first.source)
  const medium = textOf(first.medium)
  if (!source && !medium) return undefined
  return present({ source, medium, campaign: campaignOf(first.name) })
}

// (direct), (organic) and (referral) say that there is no campaign.
const campaignOf = (name: unknown) => {
  const campaign = textOf(name)
  return campaign && /^\(.*\)$/.test(campaign) ? undefined : campaign
}
