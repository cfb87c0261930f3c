export { type Asset, type Assets, openAssets } from './assets.js'
export { createDashboard } from './create-dashboard.js'
export type { DashboardOptions } from './dashboard-options.js'
export { keeperWith } from './keeping.js'
