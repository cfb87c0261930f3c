import type { Timeline } from '../../../api/visitor-timeline.js'
import { hrefWith, type View } from '../../view.js'
import { text } from './messages.js'

type TimelineEvent = Timeline['events'][number]

/** Everything that one person did, day by day, the latest first. */
export function PersonPage({ view, timeline }: { view: View; timeline: Timeline }) {
  const t = text(view)
  const { format, site } = view
  const { id, events, next } = timeline
  const days = byDay(events, (event) => format.dayOf(event.occurred_at, site.timezone))
  const names = [...days.keys()]
  return (
    <>
      <section class="panel person-head">
        <h2>{id}</h2>
        <p class="panel-note">
          {t('summary', {
            events: format.count(events.length),
            days: format.count(days.size),
            from: names.at(-1) ?? '',
            to: names[0] ?? '',
          })}
        </p>
        <p class="panel-note">{t('privacy', { site: site.site_id, id })}</p>
      </section>
      <section class="panel" aria-label={t('timeline')}>
        {[...days].map(([day, ofDay]) => (
          <section class="timeline-day">
            <h3>{day}</h3>
            <ol class="timeline">
              {ofDay.map((event) => (
                <TimelineItem view={view} event={event} />
              ))}
            </ol>
          </section>
        ))}
        {next && (
          <p>
            <a class="button" href={hrefWith(view, { before: next })}>
              {t('earlier')}
            </a>
          </p>
        )}
      </section>
    </>
  )
}

function TimelineItem({ view, event }: { view: View; event: TimelineEvent }) {
  const { format, site, t } = view
  const { name, kind, path, title, device, channel, value, currency, transaction_id, items, lcp_ms, properties } = event
  const facts = [
    path || title,
    value !== null && currency ? format.money({ currency, amount: value }) : '',
    items.map(({ item_name, item_id, quantity }) => `${quantity} × ${item_name || item_id}`).join(', '),
    transaction_id && `#${transaction_id}`,
    lcp_ms !== null && `LCP ${format.ms(lcp_ms)}`,
    channel,
    device && t.named('device', device),
    ...Object.entries(properties)
      .slice(0, 4)
      .map(([key, text]) => `${key}: ${text}`),
  ].filter(Boolean)
  return (
    <li class={`timeline-${kind}`}>
      <time datetime={event.occurred_at}>{format.time(event.occurred_at, site.timezone)}</time>
      <strong>{name}</strong>
      <span>{facts.join(' · ')}</span>
    </li>
  )
}

function byDay(
  events: readonly TimelineEvent[],
  dayOf: (event: TimelineEvent) => string,
): Map<string, TimelineEvent[]> {
  const days = new Map<string, TimelineEvent[]>()
  for (const event of events.toReversed()) {
    const day = dayOf(event)
    days.set(day, [...(days.get(day) ?? []), event])
  }
  return days
}
