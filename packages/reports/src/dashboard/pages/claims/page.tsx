import { claims } from '../../../reports/claims/claims.js'
import { defineReportPage } from '../../report-page/define-report-page.js'
import { type FigureSpec, type PanelSpec, table } from '../../report-page/panel.js'
import { type Claim, ClaimCard, claimNumber, claimValue, type Parts, toneOf } from './claim-card.js'
import { claimText } from './claim-messages.js'
import { definitionsVi } from './definitions-vi.js'
import { text } from './messages.js'

/** The page of the report that an estimate comes from. */
const pageOf: Readonly<Record<string, string>> = { 'load-time-drop-off': 'load-time' }

function figures({ answer, t, cell }: Parts): FigureSpec[] {
  return answer.totals.verdicts.map(({ verdict, claims: count }) => ({
    id: `verdict-${verdict}`,
    figure: 'verdict',
    label: t.named('count', verdict),
    cell: cell.count(count),
  }))
}

function nameOf({ view }: Parts, { claim, currency }: Claim): string {
  const says = claimText(view).named('says', claim)
  return currency ? `${says} (${currency})` : says
}

const card = (parts: Parts, claim: Claim): PanelSpec => ({
  id: claim.currency ? `${claim.claim}-${claim.currency.toLowerCase()}` : claim.claim,
  title: nameOf(parts, claim),
  width: 'half',
  content: <ClaimCard parts={parts} claim={claim} page={pageOf[claim.report] ?? claim.report} />,
})

function all(parts: Parts): PanelSpec {
  const { view, answer, t, cell } = parts
  const number = (claim: Claim) => (value: number) => claimNumber(parts, claim, value)
  return {
    id: 'all',
    title: t('all'),
    figure: 'claim',
    table: table(answer.rows, [
      { id: 'claim', head: t('claim'), cell: (row) => cell.text(nameOf(parts, row), { value: row.claim }) },
      {
        id: 'claimed',
        head: t('claimed'),
        figure: 'claimed',
        cell: (row) =>
          row.claimed === null
            ? cell.text(t('direction'), { value: null })
            : { ...cell.decimal(row.claimed), text: claimValue(parts, row, row.claimed) },
      },
      {
        id: 'own',
        head: t('here'),
        figure: 'own',
        cell: (row) => cell.estimate({ value: row.own, low: row.low, high: row.high, n: row.n }, number(row)),
      },
      {
        id: 'verdict',
        head: t('verdict'),
        figure: 'verdict',
        cell: (row) => ({ ...cell.text(t.named('verdict', row.verdict), { value: row.verdict }), tone: toneOf(row) }),
      },
      { id: 'grade', head: t('grade'), figure: 'grade', cell: ({ grade }) => cell.text(grade) },
    ]),
    note: `${view.format.period(answer.totals.from, answer.totals.to)}`,
  }
}

export const claimsPage = defineReportPage({
  name: 'claims',
  icon: 'M4 4h12v9h-7l-3.5 3v-3H4zM8 7.5h.01M12 7.5h.01M8 10h4',
  report: claims,
  text,
  definitionsVi,
  allTime: true,
  isEmpty: ({ rows }) => rows.every(({ n }) => n === 0),
  figures,
  panels: (parts) => [...parts.answer.rows.map((claim) => card(parts, claim)), all(parts)],
})
