import { dataQuality } from '../../../reports/data-quality/data-quality.js'
import type { BarsChart } from '../../charts/chart-spec.js'
import { isTooFew, rateLines } from '../../components/rate.js'
import type { PartsOf } from '../../report-page/answered.js'
import type { Cell } from '../../report-page/cells.js'
import { defineReportPage } from '../../report-page/define-report-page.js'
import { type FigureSpec, type PanelSpec, table } from '../../report-page/panel.js'
import { definitionsVi } from './definitions-vi.js'
import { text } from './messages.js'

type Parts = PartsOf<typeof dataQuality, typeof text>

const headlines = ['lost_orders', 'daily_visitors', 'rejected', 'bots'] as const
const tones: Record<string, Cell['tone']> = { good: 'good', look: 'warn', act: 'poor', too_few: 'few', unknown: 'few' }
/** What is to be mended comes first. */
const urgency = ['act', 'look', 'good', 'too_few', 'unknown']

function figures({ answer, t, cell }: Parts): FigureSpec[] {
  return headlines.map((name) => ({
    id: name,
    label: t.named('figure', name),
    cell: cell.rate(answer.rows.find(({ check }) => check === name)?.share),
  }))
}

function checkList({ answer, t, cell }: Parts): PanelSpec {
  const rows = [...answer.rows].sort((a, b) => urgency.indexOf(a.verdict) - urgency.indexOf(b.verdict))
  return {
    id: 'checks',
    title: t('checks'),
    note: t('checks_say'),
    stacked: true,
    table: table(rows, [
      {
        id: 'check',
        head: t('check'),
        defines: ({ check }) => check,
        cell: ({ check }) => cell.text(t.named('figure', check), { value: check }),
      },
      { id: 'share', head: t('share'), cell: ({ share }) => cell.rate(share) },
      {
        id: 'verdict',
        head: t('verdict'),
        figure: 'verdict',
        cell: ({ verdict }) => ({
          ...cell.text(t.named('verdict', verdict), { value: verdict }),
          tone: tones[verdict],
        }),
      },
      {
        id: 'advice',
        head: t('advice'),
        cell: ({ check, advice }) => cell.text(advice && t.named('advice', check), { value: advice }),
      },
    ]),
  }
}

function parity({ view, answer, t, cell }: Parts): PanelSpec[] {
  const { steps } = answer.totals.parity
  if (steps.every(({ reported }) => isTooFew(reported))) return []
  const chart: BarsChart = {
    kind: 'bars',
    unit: 'percent',
    lying: true,
    categories: steps.map(({ step }) => t.named('step', step)),
    tips: steps.map(({ step, reported }) => ({
      title: t.named('step', step),
      lines: rateLines(view, t('reported'), reported),
    })),
    groups: [
      {
        name: t('reported'),
        values: steps.map(({ reported }) => reported.rate),
        low: steps.map(({ reported }) => reported.low),
        high: steps.map(({ reported }) => reported.high),
      },
    ],
  }
  return [
    {
      id: 'parity',
      title: t('parity'),
      figure: 'parity',
      note: t('parity_says'),
      chart,
      table: table(steps, [
        { id: 'step', head: t('step'), cell: ({ step }) => cell.text(t.named('step', step), { value: step }) },
        { id: 'reported', head: t('reported'), cell: ({ reported }) => cell.rate(reported) },
      ]),
    },
  ]
}

function mixes({ answer, t, cell }: Parts): PanelSpec[] {
  const { identity, consent } = answer.totals
  return [
    {
      id: 'identity',
      title: t('identity'),
      figure: 'identity',
      width: 'half',
      table: table(identity, [
        {
          id: 'identity',
          head: '',
          cell: (row) => cell.text(t.named('identity', row.identity), { value: row.identity }),
        },
        { id: 'visitors', head: t('visitors'), cell: ({ visitors }) => cell.count(visitors) },
        { id: 'share', head: t('share'), cell: ({ share }) => cell.rate(share) },
      ]),
    },
    {
      id: 'consent',
      title: t('consent'),
      figure: 'consent',
      width: 'half',
      table: table(consent, [
        {
          id: 'consent',
          head: '',
          cell: (row) =>
            cell.text(row.consent ? t.named('consent', row.consent) : t('not_said'), { value: row.consent }),
        },
        { id: 'visitors', head: t('visitors'), cell: ({ visitors }) => cell.count(visitors) },
        { id: 'share', head: t('share'), cell: ({ share }) => cell.rate(share) },
      ]),
    },
  ]
}

function reasons({ answer, t, cell }: Parts): PanelSpec[] {
  const { rejected_reasons, bot_reasons, from_browsers, from_servers, imported, bots } = answer.totals
  const sources = Object.entries({ from_browsers, from_servers, imported, bots })
  return [
    {
      id: 'rejected',
      title: t('rejected'),
      figure: 'rejected',
      width: 'half',
      table: table(
        rejected_reasons,
        [
          { id: 'reason', head: t('reason'), cell: ({ reason }) => cell.text(reason) },
          { id: 'stage', head: t('where'), cell: ({ stage }) => cell.text(stage) },
          { id: 'events', head: t('events'), cell: ({ events }) => cell.count(events) },
        ],
        t('no_rejected'),
      ),
    },
    {
      id: 'bots',
      title: t('bots'),
      figure: 'bots',
      width: 'half',
      table: table(
        bot_reasons,
        [
          { id: 'reason', head: t('reason'), cell: ({ reason }) => cell.text(reason) },
          { id: 'events', head: t('events'), cell: ({ events }) => cell.count(events) },
        ],
        t('no_bots'),
      ),
    },
    {
      id: 'sent',
      title: t('sent'),
      figure: 'accepted',
      width: 'half',
      table: table(sources, [
        {
          id: 'source',
          head: '',
          defines: ([name]) => name,
          cell: ([name]) => cell.text(t.named('figure', name), { value: name }),
        },
        { id: 'events', head: t('events'), cell: ([, events]) => cell.count(events) },
      ]),
    },
  ]
}

export const dataQualityPage = defineReportPage({
  name: 'data-quality',
  icon: 'M10 2.5l6.5 2.5v4.5c0 4-2.7 6.7-6.5 8-3.8-1.3-6.5-4-6.5-8V5zM7 10l2.2 2.2L13.5 8',
  report: dataQuality,
  text,
  definitionsVi,
  isEmpty: ({ sample, totals }) => sample.events === 0 && totals.rejected === 0,
  figures,
  panels: (parts) => [checkList(parts), ...parity(parts), ...mixes(parts), ...reasons(parts)],
})
