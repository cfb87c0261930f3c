/** What every figure of the report means, in words for those who read it. */
export const definitions: Record<string, string> = {
  navigation:
    'One opening of a page, told apart by navigation_id; of several reports of it the latest counts. At “landing” it is the first page of a visit, otherwise every opening of a page on which the chosen event happened in the period.',
  visit: 'What a visitor does with no pause of more than 30 minutes, or the session that the sender named.',
  readiness:
    'When the page was ready: the shop’s own product-visible mark, else first contentful paint, unless another metric is asked for. Counted from the start of the navigation.',
  ready: 'The page was ready before it was first hidden.',
  left_while_loading:
    'The page was hidden (closed, left, put in the background) before it was ready, and nothing more came from the visitor for 30 minutes.',
  moved_on:
    'The page was hidden before it was ready, but the visitor went on within 30 minutes: opened another page, came back, or did something.',
  vanished:
    'A visit of which one page view is all that is known: no measurement and nothing else arrived. Whether these visitors left is not known; they give the bounds of the patience curve.',
  not_measured:
    'Navigations without a time at which they were ready, and visits whose first page sent no measurement although more than one page view is known of them.',
  excluded:
    'Navigations that say nothing about waiting, by reason: opened_hidden (opened in the background), bfcache (restored from the browser’s memory), reload, soft (drawn by the page itself), bot.',
  left_share: 'left_while_loading among all measured navigations (ready, left_while_loading, moved_on).',
  from_ms:
    'Start of the bar, included: the time waited until the page was ready, or until the visitor left or moved on.',
  to_ms: 'End of the bar, not included; null for the last one, which is open.',
  n: 'Measured navigations in the bar: ready, left_while_loading and moved_on.',
  left: 'How many of them were left while loading. They are their own part of the bar, by how long they had waited.',
  bounce:
    'Of the navigations that became ready: no other page was opened after it in the visit, nothing was done on it and nothing bought. What a page sends by itself (page_view, view_item, view_item_list, view_promotion, view_cart) is not doing something.',
  conversion:
    'Navigations with an order later in the same visit, of all navigations in the bar. Those who left while loading are in the denominator.',
  revenue:
    'Value of these orders by currency. An order is a distinct transaction_id and its value is the first one given.',
  patience:
    'The share of visitors who have left after t seconds, if no page had become ready before: one minus the Kaplan-Meier estimate, where a page that becomes ready ends the observation (as does moving on). Interval 95%, Greenwood’s variance on the log-log scale. The curve ends where nobody was still waiting.',
  at_risk: 'Navigations that were still loading and not yet left at that second.',
  bounds:
    'bound_low and bound_high: the patience curve if none, or all, of the vanished visitors had left before that second. Their leaving may have been lost on the way.',
  percentiles:
    'Load times that half, 75% and 95% of the navigations do not exceed, in ms. corrected: of all measured navigations; those left or moved on from would have taken longer than they waited (Kaplan-Meier). reporters_only: of those alone that became ready, by linear interpolation, as tools that do not see leavers show it; null where the data does not reach so far. Waits are counted to 10 ms below 5 s, to 50 ms below 20 s, to half a second beyond.',
  markers:
    'At 3 and 10 seconds: the share who have left by then if no page were ready before (left, with its interval), and the share of pages that are not ready by then (not_ready, corrected for those who left).',
  what_if:
    'What pages faster by that much would change per 1,000 measured navigations: orders, and revenue by currency. From the strata device, connection and page type: how many wait for each load time, how many of these buy, and what an order is worth. Interval 95%, from 1,000 draws. Empty below 130 conversions.',
  grade:
    'How good the evidence is. A: they go together. B: they go together within device, connection and page type. C: within the same visitor. D: they changed together at a release, beyond what changed on other pages. E: visitors were assigned by lot, which this report has no data for. Only D and E say that something was brought about.',
  slope:
    'Change of the log odds to buy per second of load time among navigations that became ready: with an intercept for each stratum, and crude, without.',
  evidence:
    'The odds to buy after loads of 3 seconds or more against faster ones: crude (A), Mantel-Haenszel over strata (B), Mantel-Haenszel over visitors who met both and bought (C). Below 1: slow pages go with fewer orders.',
  homogeneity:
    'Breslow-Day test with Tarone’s correction: a small p means that the odds ratio differs between strata, so that one figure for all of them says little.',
  e_value:
    'How strong a hidden cause would have to be, as a risk ratio with slow pages and with buying, to explain the stratified odds ratio away; interval: to move its interval to 1.',
  deployment:
    'A release judged by difference in differences: how the odds to buy changed on the page types that it made faster or slower (by 5% or more) beyond how they changed on those it left as they were; within device, connection and page type. placebo: the same pages at the release before, where an odds ratio near 1 is expected.',
  deciles:
    'Navigations by tenths of their own stratum, the fastest first, so that each tenth has the same mix of devices, connections and page types. waited_ms is the mean wait.',
  steps:
    'The same for the landing page and for the pages on which each step of the shop happened; the load time is that of the step’s own page, p75_ms corrected for those who left. A page on which several steps happen counts at each.',
  breakdowns:
    'The same figures for each value of the dimension asked for, the most frequent twenty; empty text means no value.',
}
