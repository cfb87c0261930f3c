/** Where the dashboard shows a site, when it is known where the dashboard is. */
export const dashboardLink = (dashboardUrl: string | undefined, siteId: string): string | undefined =>
  dashboardUrl && new URL(`/sites/${encodeURIComponent(siteId)}`, dashboardUrl).href
