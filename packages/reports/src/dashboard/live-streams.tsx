import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { queryWith } from '../core/query.js'
import type { ReportAnswer } from '../core/report.js'
import { bind, sql } from '../core/sql.js'
import { Definitions } from './components/definition.js'
import { Figures } from './components/figure.js'
import { Panel } from './components/panel.js'
import type { DashboardOptions } from './dashboard-options.js'
import type { ReportPage } from './report-page/define-report-page.js'
import { queryOf, sitePath, type View } from './view.js'

interface LiveProps {
  view: View
  page: ReportPage
  answer: ReportAnswer
}

/** What a live page shows, which the browser replaces as a whole. */
const LiveParts = ({ view, page, answer }: LiveProps) => (
  <>
    <Figures view={view} answer={answer} figures={page.figures(view, answer)} />
    <div class="panels">
      {page.panels(view, answer).map((panel) => (
        <Panel view={view} page={page.name} answer={answer} spec={panel} />
      ))}
    </div>
  </>
)

/** The answer of a live page: as it is now, and kept up to date by the browser. */
export function LiveAnswer({ view, page, answer }: LiveProps) {
  const stream = `${sitePath(view.site.site_id, page.name)}.stream${queryOf(view)}`
  return (
    <>
      <p class="live-state" data-live-state>
        {view.t('live.still')}
      </p>
      <div data-live={stream} data-live-on={view.t('live.on')} data-live-off={view.t('live.off')}>
        <LiveParts view={view} page={page} answer={answer} />
      </div>
      <Definitions view={view} answer={answer} />
    </>
  )
}

const everyMs = 3000
/** Each open page asks again and again: more than these would keep ClickHouse busy with nothing else. */
const mostStreams = 50
/** A browser comes back by itself, so that a connection that nobody reads does not stay. */
const longestMs = 10 * 60_000

/** Streams of server-sent events for pages that stay open. */
export function liveStreams({ reader, closing, now }: DashboardOptions) {
  let open = 0
  const query = queryWith(reader)

  /** Sends what `next` says every few seconds, until it says nothing more. */
  function stream(c: Context, next: () => Promise<{ event: string; data: string } | 'done' | undefined>) {
    if (open >= mostStreams) {
      c.header('Retry-After', '30')
      return c.text('Too many live pages are open.', 503)
    }
    open++
    c.header('X-Accel-Buffering', 'no')
    return streamSSE(c, async (stream) => {
      const until = now() + longestMs
      const ended = new Promise<void>((resolve) => {
        stream.onAbort(resolve)
        closing?.addEventListener('abort', () => resolve(), { once: true })
      })
      try {
        while (!stream.aborted && !closing?.aborted && now() < until) {
          const said = await next()
          if (said === 'done') return
          // A comment, so that whoever went away is noticed.
          await (said ? stream.writeSSE(said) : stream.write(': waiting\n\n'))
          await Promise.race([stream.sleep(everyMs), ended])
        }
      } finally {
        open--
      }
    })
  }

  return {
    /** The parts of a live page, as HTML. */
    answers: (c: Context, view: View, page: ReportPage, ask: () => Promise<ReportAnswer>) =>
      stream(c, async () => {
        const html = <LiveParts view={view} page={page} answer={await ask()} />
        return { event: 'parts', data: String(html) }
      }),
    /** Tells of the first event of the site that arrives from now on, and ends. */
    nextEvent: (c: Context, view: View) => {
      const since = now()
      let told = false
      return stream(c, async () => {
        if (told) return 'done'
        const [found] = await query<{ name: string }>(sql`
          SELECT name FROM events WHERE site_id = ${bind.text(view.site.site_id)} AND received_at >= ${bind.time(since)}
          ORDER BY received_at LIMIT 1`)
        if (!found) return undefined
        told = true
        return { event: 'arrived', data: found.name }
      })
    },
  }
}
