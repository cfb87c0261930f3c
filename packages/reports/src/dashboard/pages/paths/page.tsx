import { cartNames, touchpointNames } from '@touchline/events'
import { paths } from '../../../reports/paths/paths.js'
import { PageForm } from '../../components/page-form.js'
import { defineReportPage } from '../../report-page/define-report-page.js'
import { askedText, type FormSpec } from '../../report-page/fields.js'
import { type PanelSpec, table } from '../../report-page/panel.js'
import type { View } from '../../view.js'
import { definitionsVi } from './definitions-vi.js'
import { endsOf, flowChart, mostSteps, type Parts } from './flow-chart.js'
import { text } from './messages.js'

const directions = ['forward', 'backward'] as const
const units = ['person', 'visitor', 'session'] as const
const usual = { direction: 'forward', by: 'event', depth: 4, unit: 'person', occurrence: 'first' }

/** What the page asks by itself: after a product was looked at, or how the home page was come to. */
const usualPoint = (view: View) => (askedText(view, 'by') === 'path' ? '/' : 'view_item')
const isBackward = (view: View) => askedText(view, 'direction') === 'backward'

function form(view: View): FormSpec {
  const t = text(view)
  const point = askedText(view, 'point') || usualPoint(view)
  const depth = askedText(view, 'depth') || usual.depth
  return {
    title: t('form'),
    summary: t(isBackward(view) ? 'says.backward' : 'says.forward', { point, depth }),
    fields: [
      {
        kind: 'choice',
        name: 'direction',
        label: t('direction'),
        options: directions.map((direction) => [direction, t(`direction.${direction}`)]),
        otherwise: usual.direction,
      },
      {
        kind: 'text',
        name: 'point',
        label: t('point'),
        placeholder: usualPoint(view),
        suggestions: [...touchpointNames, ...cartNames],
      },
      {
        kind: 'choice',
        name: 'by',
        label: t('by'),
        options: [
          ['event', t('by.event')],
          ['path', t('by.path')],
        ],
        otherwise: usual.by,
      },
      { kind: 'number', name: 'depth', label: t('depth'), min: 1, max: 10, otherwise: usual.depth },
      {
        kind: 'choice',
        name: 'unit',
        label: t('unit'),
        options: units.map((unit) => [unit, t(`unit.${unit}`)]),
        otherwise: usual.unit,
      },
      {
        kind: 'choice',
        name: 'occurrence',
        label: t('occurrence'),
        options: [
          ['first', t('occurrence.first')],
          ['every', t('occurrence.every')],
        ],
        otherwise: usual.occurrence,
      },
    ],
  }
}

function params(view: View): Record<string, unknown> {
  const point = askedText(view, 'point') || usualPoint(view)
  // Among pages, what does not begin with a slash is an event.
  const isEvent = askedText(view, 'by') === 'path' && !point.startsWith('/')
  return {
    [isBackward(view) ? 'end' : 'start']: isEvent ? { name: point } : point,
    by: askedText(view, 'by') || undefined,
    depth: Number(askedText(view, 'depth') || usual.depth),
    limit: mostSteps,
    unit: askedText(view, 'unit') || undefined,
    occurrence: askedText(view, 'occurrence') || usual.occurrence,
  }
}

function flowPanel(parts: Parts): PanelSpec {
  const { answer, t, cell } = parts
  return {
    id: 'flow',
    title: t('flow'),
    figure: 'step',
    note: t('flow_note', { most: mostSteps }),
    chart: flowChart(parts),
    stacked: true,
    table: table(answer.rows, [
      {
        id: 'position',
        head: t('position'),
        figure: 'position',
        cell: ({ position }) => cell.text(String(position), { value: position }),
      },
      { id: 'from', head: t('from'), cell: (row) => cell.text(endsOf(parts, row).from, { value: row.from }) },
      { id: 'to', head: t('to'), cell: (row) => cell.text(endsOf(parts, row).to, { value: row.to }) },
      { id: 'count', head: t('count'), figure: 'count', cell: ({ count }) => cell.count(count, 'strong') },
      { id: 'share', head: t('share'), figure: 'share', cell: ({ share }) => cell.rate(share) },
      { id: 'bar', head: '', cell: ({ share }) => cell.bar(share.rate ?? 0) },
    ]),
  }
}

function placesPanel({ answer, t, cell }: Parts): PanelSpec {
  const { nodes, started } = answer.totals
  return {
    id: 'places',
    title: t('places'),
    figure: 'nodes',
    table: table(nodes, [
      { id: 'node', head: t('place'), cell: ({ node }) => cell.text(node) },
      { id: 'count', head: t('count'), cell: ({ count }) => cell.count(count, 'strong') },
      { id: 'bar', head: '', cell: ({ count }) => cell.bar(started > 0 ? count / started : 0) },
    ]),
  }
}

export const pathsPage = defineReportPage({
  name: 'paths',
  icon: 'M3 5h4c4 0 2 10 6 10h4M3 15h4c1.5 0 2-1.5 2.5-3M11.5 8c.5-1.8 1-3 2.5-3h3',
  report: paths,
  text,
  definitionsVi,
  params,
  Form: ({ view, open }) => <PageForm view={view} spec={form(view)} open={open} />,
  isEmpty: ({ sample }) => sample.started === 0,
  figures: ({ answer, t, cell }) => {
    const { started, direction } = answer.totals
    const backward = direction === 'backward'
    const first = answer.rows.filter(({ position }) => position === 1)
    const stopped = first.find(({ from, to }) => (backward ? from : to) === null)
    const [next] = first.filter((row) => row !== stopped)
    return [
      { id: 'started', label: t('started'), cell: cell.count(started) },
      ...(next
        ? [
            {
              id: 'next',
              label: t(backward ? 'next.backward' : 'next.forward', { step: (backward ? next.from : next.to) ?? '' }),
              figure: 'share',
              cell: cell.rate(next.share),
            },
          ]
        : []),
      ...(stopped
        ? [
            {
              id: 'stopped',
              label: t(backward ? 'stopped.backward' : 'stopped.forward'),
              figure: 'share',
              cell: cell.rate(stopped.share),
            },
          ]
        : []),
    ]
  },
  panels: (parts) => [flowPanel(parts), placesPanel(parts)],
})
