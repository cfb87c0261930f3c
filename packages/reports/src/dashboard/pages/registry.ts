import type { ReportWords } from '../definitions.js'
import type { CommonKey } from '../messages/common.js'
import type { ReportPage } from '../report-page/define-report-page.js'
import { abandonmentPage } from './abandonment/page.js'
import { attributionPage } from './attribution/page.js'
import { claimsPage } from './claims/page.js'
import { customerValuePage } from './customer-value/page.js'
import { dataQualityPage } from './data-quality/page.js'
import { funnelPage } from './funnel/page.js'
import { analyst } from './home/analyst.js'
import { engineer } from './home/engineer.js'
import type { HomeView } from './home/home-view.js'
import { marketer } from './home/marketer.js'
import { journeyPage } from './journey/page.js'
import { lifecyclePage } from './lifecycle/page.js'
import { loadTimePage } from './load-time/page.js'
import { pathsPage } from './paths/page.js'
import { realtimePage } from './realtime/page.js'
import { repeatPurchasePage } from './repeat-purchase/page.js'
import { retentionPage } from './retention/page.js'
import { serviceEffectPage } from './service-effect/page.js'
import { touchFatiguePage } from './touch-fatigue/page.js'
import { touchpointsPage } from './touchpoints/page.js'
import { webVitalsPage } from './web-vitals/page.js'

interface PageGroup {
  name: CommonKey
  pages: readonly ReportPage[]
}

/** The pages of all reports, as the navigation shows them. */
export const pageGroups: readonly PageGroup[] = [
  { name: 'group.journey', pages: [journeyPage, funnelPage, abandonmentPage] },
  { name: 'group.speed', pages: [loadTimePage, webVitalsPage] },
  { name: 'group.acquisition', pages: [touchpointsPage, attributionPage, touchFatiguePage, pathsPage] },
  {
    name: 'group.loyalty',
    pages: [retentionPage, lifecyclePage, repeatPurchasePage, customerValuePage, serviceEffectPage],
  },
  { name: 'group.checks', pages: [claimsPage, dataQualityPage] },
  { name: 'group.live', pages: [realtimePage] },
]

export const reportPages: readonly ReportPage[] = pageGroups.flatMap(({ pages }) => pages)

const words = new Map<string, ReportWords>(
  reportPages.map(({ report, text, definitionsVi }) => [
    report,
    {
      definitionsVi,
      label: (view, figure) => {
        const label = text(view).named('figure', figure)
        return label === figure ? undefined : label
      },
    },
  ]),
)

/** A report's own words for its figures. */
export const wordsOf = (report: string): ReportWords | undefined => words.get(report)

/** The views that answer the first questions of each kind of user; the first one is where a visit begins. */
export const homeViews: readonly HomeView[] = [marketer, analyst, engineer]

export const homePage = homeViews[0]?.name ?? ''
