/** What every figure of the report means, in words for those who read it. */
export const definitions: Record<string, string> = {
  cohort:
    'The period in which people began, by its first day in the report’s time zone. With “first” it is the period of somebody’s first start ever, so that each is in one cohort only; with “every” somebody is in the cohort of each period with a start. The days asked for are widened to whole periods.',
  size: 'Members of the cohort. A person is a visitor together with the user that it signed in as.',
  values:
    'How many of the cohort came back, by periods after their own: the first value is the cohort itself, the second those who returned in the next period, and so on. A purchase counts once an order, however often its receipt was loaded. Null: the period has not begun.',
  rates: 'The same as shares of the cohort, with 95% intervals.',
  finished: 'How many of the row’s periods are over. A later one can still grow.',
  units: 'Different persons in all cohorts together.',
  average:
    'All cohorts together, by periods after their own. A cohort counts once it has come to the period, and weighs as much as it has members; “finished” keeps to cohorts for which the period is over.',
  cumulative: 'Came back in that period or any later one, as far as is known.',
  min_occurrences: 'Coming back takes this many returns within the period.',
}
