/** What every figure of the report means, in words for those who read it. */
export const definitions: Record<string, string> = {
  touch:
    'A contact that says where the person came from: the first page of a visit (with its channel), or a contact away from the site (ad_impression, ad_click, email_open, email_click, social_engagement, mention, store_visit, or any touchpoint event that carries a channel).',
  touchpoint: 'The kind of event; null in the row of the whole channel.',
  touches: 'Touches in the period.',
  persons: 'Persons with such a touch in the period.',
  reach: 'These persons, of all persons with any touch in the period.',
  influence:
    'Of the persons who did something of a stage in the period, those who had such a touch in the look-back (30 days unless set) before the first time. A person may have had several kinds of touches, so the shares do not add up to 1.',
  orders:
    'Orders of the period with such a touch in the look-back before. An order counts for each kind of touch that came before it; the report attribution shares it out.',
  revenue: 'The value of these orders, per currency. It counts for each kind of touch too.',
  cost: 'What was imported as the property cost of touches, or of ad_cost events (which count for their channel). Empty when nothing was.',
  cost_per_order: 'Cost divided by the orders with such a touch before.',
  effects:
    'after: of the persons whose first such touch in the period is at least so many days old, those who ordered within these days after it. others: the same of the persons who had touches in the period but none of this kind, from their first touch. difference: after minus others, with its 95% interval.',
  grade:
    'A: a crude comparison. People differ by what reaches them, so this is association, not what the touch brought.',
}
