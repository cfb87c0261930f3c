import { type Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { timelineParams, visitorTimeline } from '../../../api/visitor-timeline.js'
import { queryWith } from '../../../core/query.js'
import { funnel } from '../../../reports/funnel/funnel.js'
import { Problem } from '../../components/problem.js'
import { Layout } from '../../layout.js'
import { typedAnswer } from '../../report-page/answered.js'
import { reportScope } from '../../scope.js'
import { type Missing, type ReadyOptions, type SiteAccess, tried } from '../../site-access.js'
import type { View } from '../../view.js'
import { funnelParams, readFunnel } from '../funnel/funnel-query.js'
import { funnelPage } from '../funnel/page.js'
import { listPeople } from './list-people.js'
import { text } from './messages.js'
import { mostListed, PeoplePage, pageSize } from './people-page.js'
import { PersonPage } from './person-page.js'

const eventsShown = 300

/** From the bars of a funnel to the people behind them, and on to what one of them did. */
export function peopleRoutes(options: ReadyOptions, forSite: SiteAccess, missing: Missing): Hono {
  const { answer, reader } = options
  const query = queryWith(reader)
  const app = new Hono()

  const shown = (c: Context, view: View, title: string, question: string, content: Child, status: 200 | 400 = 200) =>
    c.html(
      <Layout view={view} title={title} question={question}>
        {content}
      </Layout>,
      status,
    )

  app.get('/:site/funnel/people', (c) =>
    forSite(
      c,
      'funnel',
      async (view) => {
        const t = text(view)
        const { searchParams } = view.url
        const asked = readFunnel(searchParams)
        const whole = (name: string) => Math.max(1, Math.trunc(Number(searchParams.get(name))) || 1)
        const step = whole('step')
        const outcome = searchParams.get('outcome') === 'dropped' ? ('dropped' as const) : ('reached' as const)
        const params = {
          ...reportScope(view, funnelPage.takes),
          ...funnelParams({ ...asked, breakdown: '', trend: '', compare: '' }),
          time_to_convert: undefined,
          people: { step: step - 1, outcome, limit: mostListed },
        }
        const { answered, problem } = await tried(() => answer(funnel.name, params))
        if (!answered)
          return shown(c, view, t('title'), t('list'), <Problem view={view} sentence={problem ?? ''} />, 400)
        const { rows, totals } = typedAnswer(funnel, answered)
        const question = t(outcome, { step, name: rows[step - 1]?.name ?? '' })
        // The report lists in no order; pages of a list need one.
        const all = (totals.people ?? []).toSorted()
        const page = whole('page')
        const ids = all.slice((page - 1) * pageSize, page * pageSize)
        const people = asked.hold === '' ? await listPeople(query, view.site, asked.unit, ids) : []
        const content = <PeoplePage view={view} funnel={asked} people={people} all={all.length} page={page} />
        return shown(c, view, t('title'), question, content)
      },
      'analyst',
    ),
  )

  app.get('/:site/person/:id', (c) =>
    forSite(
      c,
      'person',
      async (view) => {
        const id = c.req.param('id')
        const before = view.url.searchParams.get('before') ?? undefined
        const asked = timelineParams.safeParse({ before, limit: eventsShown })
        if (!asked.success) return missing(c)
        const timeline = await visitorTimeline(query, view.site, id, asked.data)
        if (!timeline) return missing(c)
        const t = text(view)
        return shown(c, view, t('person_title'), t('person'), <PersonPage view={view} timeline={timeline} />)
      },
      'analyst',
    ),
  )

  return app
}
