import type { ReportPage } from '../report-page.js'
import type { PageName } from '../view.js'
import { abandonmentPage } from './abandonment.js'
import { funnelPage } from './funnel.js'
import { journeyPage } from './journey.js'
import { loadTimePage } from './load-time.js'

/** The page of each report. */
export const reportPages: Record<Exclude<PageName, 'overview'>, ReportPage> & { overview?: undefined } = {
  journey: journeyPage,
  funnel: funnelPage,
  abandonment: abandonmentPage,
  'load-time': loadTimePage,
}
