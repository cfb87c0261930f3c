/** What every figure of the report means, in words for those who read it. */
export const definitions: Record<string, string> = {
  segment:
    'Every customer is in one segment, by recency, frequency and money. Recent: the last order is no longer ago than the shop’s usual time between two orders (recent_days); quiet: up to twice that (gone_days); gone: longer. Big spender: has spent more than four fifths of the customers in that currency.',
  champions: 'Recent, three orders or more, big spender.',
  loyal: 'Recent, two orders or more.',
  promising: 'Recent, one order, big spender.',
  new: 'Recent, one order.',
  needs_attention: 'Quiet, two orders or more.',
  about_to_sleep: 'Quiet, one order.',
  cannot_lose: 'Gone, two orders or more, big spender.',
  at_risk: 'Gone, two orders or more.',
  lost: 'Gone, one order.',
  customers:
    'Persons with an order up to the last day. An order is a distinct transaction_id; a person is a visitor together with the user that it signed in as.',
  share: 'Of all customers, the share in the segment.',
  orders: 'Their orders up to the last day.',
  days_since_order: 'Median number of days since their last order.',
  revenue: 'What their orders come to, by currency.',
  recent_days:
    'The usual time between two orders: the median of all gaps, or 90 days while there are fewer than 30 of them or less than 180 days of orders.',
  gone_days: 'Twice the usual time between two orders.',
  big_spenders: 'By currency, what four fifths of the customers have not spent more than.',
  repurchase_gap:
    'Median time between two consecutive orders of a person, with its 95% interval. Only gaps that have ended are known, so it is too short for a young shop.',
  new_orders: 'Orders of the period that are the person’s first ever.',
  existing_orders: 'Orders of the period by persons who had ordered before.',
  new_customers: 'Customers of the period whose first order ever lies in it.',
  existing_customers: 'Customers of the period who had ordered before it began.',
  order_value:
    'Mean value of later orders against first orders of the period, by currency. ratio 1.31: a later order is worth 31% more. Interval 95% by the delta method on the logarithm, persons being the units.',
  revenue_per_customer:
    'What a customer of the period paid in it on average, by currency: all, those new in the period, and those who had ordered before. Interval 95% as above.',
  new_product:
    'Orders that contain a product new to the shop, of the orders placed while there was one: first orders against later ones. A product is new for new_product_days after the first event with it, if that was not in the first new_product_days of what is known of the shop.',
  tried_another: 'Of later orders, the share with a product that the person had not bought before.',
}
