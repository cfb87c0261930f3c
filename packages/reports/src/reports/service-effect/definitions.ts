/** What every figure of the report means, in words for those who read it. */
export const definitions: Record<string, string> = {
  trouble:
    'support_contact, return_requested: the first such event of an order within within_days, by the order it names, else the person’s latest. late_delivery: a delivery that the shop calls late, else one later than late_days after the order. payment_failure: a payment of a cart that failed.',
  cases: 'Orders (or carts that came to payment) with the trouble that could be watched for return_days from then on.',
  waiting: 'Cases since which return_days have not passed yet: they are in no other figure.',
  matched: 'Cases for which there are others who are alike.',
  others:
    'Orders without that trouble until then (for late deliveries: delivered in time), or carts whose payment did not fail, in the same strata. Each order among them is watched from a moment as long after the order as a case had.',
  strata:
    'Groups alike in days since the last order, number of orders (1, 2, 3 or more), quarter of order value in its currency, and device, with both cases and others in them.',
  returned:
    'Of the matched cases, the share who ordered again within return_days. After a payment, orders within a day do not count as a return: they may be the same cart.',
  others_returned: 'Of all others, alike or not, the share who ordered again. Shown to see what matching changes.',
  expected:
    'The share that would have been expected of the matched cases, had they come back like those who are alike: returned minus difference.',
  difference:
    'Returned, cases minus others who are alike, in shares (−0.05 = five percentage points fewer): Mantel-Haenszel over the strata, with Sato’s 95% interval.',
  ratio: 'The same as a ratio of shares (Mantel-Haenszel, interval by Greenland and Robins).',
  e_value:
    'How strong a cause that we do not see would have to be, as a risk ratio with both trouble and coming back, to explain the end of the interval nearer to no difference. 1: any would do.',
  conclusion:
    'fewer, more: the interval of the difference does not hold 0. too_few: fewer than 30 cases or others, or fewer than 5 who came back, or who did not, on one side.',
  grade: 'B: association among those who are alike in what is matched. It does not show that the trouble is the cause.',
}
