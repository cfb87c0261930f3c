/** What each report must be told; a report that is not here has nothing that it must be told. */
export const neededParams: Record<string, object> = {
  funnel: { steps: [{ name: 'view_item' }, { name: 'add_to_cart' }, { name: 'purchase' }], trend: 'week' },
  realtime: { as_of: '2026-03-01T10:05:00Z' },
  'service-effect': { return_days: 7 },
}
