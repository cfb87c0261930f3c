/** What every figure of the report means, in words for those who read it. */
export const definitions: Record<string, string> = {
  visitors:
    'Browsers that did something on the site: viewed a page, put something into a cart and so on. In cookieless mode a browser counts anew every day.',
  persons: 'Visitors and signed-in users put together: somebody who signed in on two devices is one person.',
  sessions:
    'Visits: what one visitor did with no pause over 30 minutes, or what the sender named as one session. Page loads alone make none, because they are reported late.',
  page_views: 'Pages viewed.',
  orders:
    'Distinct transaction ids. A receipt loaded twice is one order; it belongs to the time of the first purchase event.',
  revenue:
    'The value of the orders as first given, by currency. Currencies are never added up. Refunds are not taken off.',
  average_order_value: 'Revenue divided by orders that have a value, by currency, with a 95% interval over persons.',
  conversion: 'Persons with an order in the days, of all persons on the site in them.',
  session_conversion:
    'Sessions with an order, of all sessions. Orders that only a server reported, with no session id, have no session.',
  bounce:
    'Sessions with exactly one page view and nothing done on it, of the sessions with a page view. Seeing an item or a list is part of opening a page, not doing something.',
  pages_per_session: 'Page views divided by sessions.',
  median_session_s:
    'Half of the sessions last at most so long, from their first event to their last. A bounce lasts 0 seconds.',
  mean_session_s: 'Mean length of sessions, from the first event to the last.',
  previous:
    'The same number of days right before. Where the last day has not ended yet, the days before are cut at the same time of day.',
  change:
    'relative: how much more than before (0.1 = a tenth more); points: the difference of two rates. The 95% interval takes persons as the unit: one busy person is not many. Significant when it does not contain 0.',
  channels:
    'Where sessions came from: the channel of the first event of the session that names one; empty when none does.',
  pages: 'The pages viewed most.',
  products:
    'Items by units sold, then by how often they were put into carts and viewed: views and carts count events, orders distinct orders, revenue price times quantity.',
  entry_pages: 'The first page of sessions; conversion and bounce are of the sessions that began there.',
  exit_pages: 'The last page of sessions; share is of all sessions with a page view.',
  filters:
    'Sessions with an event for which the filters hold; channel, source, medium, campaign and referrer are those with which a session began. Page views, pages and products: only those for which the filters hold.',
}
