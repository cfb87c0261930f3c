import type { Report } from './core/report.js'
import { abandonment } from './reports/abandonment/abandonment.js'
import { attribution } from './reports/attribution/attribution.js'
import { claims } from './reports/claims/claims.js'
import { customerValue } from './reports/customer-value/customer-value.js'
import { dataQuality } from './reports/data-quality/data-quality.js'
import { funnel } from './reports/funnel/funnel.js'
import { journey } from './reports/journey/journey.js'
import { lifecycle } from './reports/lifecycle/lifecycle.js'
import { loadTimeDropOff } from './reports/load-time-drop-off/load-time-drop-off.js'
import { overview } from './reports/overview/overview.js'
import { paths } from './reports/paths/paths.js'
import { realtime } from './reports/realtime/realtime.js'
import { repeatPurchase } from './reports/repeat-purchase/repeat-purchase.js'
import { retention } from './reports/retention/retention.js'
import { serviceEffect } from './reports/service-effect/service-effect.js'
import { touchFatigue } from './reports/touch-fatigue/touch-fatigue.js'
import { touchpoints } from './reports/touchpoints/touchpoints.js'
import { webVitals } from './reports/web-vitals/web-vitals.js'

/** Every report, in the order in which the catalogue and the dashboard show them. */
// biome-ignore lint/suspicious/noExplicitAny: reports differ in their parameter and row types; each is checked by defineReport
export const reports: readonly Report<any, any, any>[] = [
  overview,
  realtime,
  journey,
  funnel,
  abandonment,
  loadTimeDropOff,
  webVitals,
  touchpoints,
  attribution,
  touchFatigue,
  paths,
  retention,
  lifecycle,
  repeatPurchase,
  claims,
  dataQuality,
  customerValue,
  serviceEffect,
]
