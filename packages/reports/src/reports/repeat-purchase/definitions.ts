/** What every figure of the report means, in words for those who read it. */
export const definitions: Record<string, string> = {
  customers:
    'Persons whose first order ever lies in the days asked for. An order is a distinct transaction_id; a person is a visitor together with the user that it signed in as.',
  repeaters: 'Customers with a second order so far.',
  day: 'Days since the first order, 24 hours each.',
  repeated:
    'The share who have ordered a second time by that day, if all had been watched so long (one minus the Kaplan-Meier estimate): those whose first order is more recent count as long as they were watched. Interval 95%, Greenwood’s variance on the log-log scale.',
  watched: 'Customers who had not ordered again before that day and were watched to its end.',
  naive:
    'For comparison: customers with a second order by that day, out of all customers, as if those who ordered first yesterday had had the time. It is too low as long as new customers come.',
  quarter_days: 'Days by which a quarter of the customers have ordered again; null when the curve does not get there.',
  median_days: 'Days by which half of the customers have ordered again; null when the curve does not get there.',
  last_day: 'The longest that any customer was watched. The curve says nothing beyond it.',
  sure_day: 'The last day for which at least 30 customers were watched.',
  curve: 'The same for every day, to draw it.',
  breakdowns:
    'The same rows for each value that the first order has in the dimension asked for, the most frequent twenty.',
}
