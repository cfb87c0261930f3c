/** What every figure of the report means, in words for those who read it. */
export const definitions: Record<string, string> = {
  person: 'A visitor, together with the other visitors that signed in as the same user or that it became with consent.',
  population:
    'Without from and to: everybody who was ever seen up to as_of. With them: the persons whose first event lies in these days, followed up to as_of. Filters look at a person’s first event.',
  stage:
    'Where a person is: awareness (from the first event of any kind on), consideration (looked at, searched or compared products), decision (cart and checkout events), delivery_use (bought), loyalty_advocacy (bought a second time, subscribed, rose a tier, referred, shared, reviewed, or answered 9 or 10 to the recommendation question). An event may name its stage itself. A stage once reached is kept, whatever the person does next. An order is a distinct transaction_id.',
  reached: 'Persons who ever came to this stage or a later one.',
  entered: 'Persons who were ever in this stage. The difference to reached skipped it.',
  now: 'Persons who are in this stage as of the moment asked for; those who lapsed or churned are counted there instead.',
  conversion: 'Persons who reached the next stage, of those who reached this one.',
  dropped: 'Persons who reached this stage and, up to now, no later one. Some of them may still come.',
  lapsed:
    'Persons who ever went idle out of this stage: before the first purchase lapsed (lapse_days without any event, 30 unless set), after it churned.',
  churned:
    'Idle after a purchase for churn_days. Unless set, that is twice the median time between two orders of a person; 180 days where fewer than 30 such times are known, or the first order was less than 180 days ago (only short times can be seen then).',
  lapsed_ever: 'Persons who ever lapsed before a purchase, whether they came back or not.',
  churned_ever: 'Persons who ever churned after a purchase, whether they came back or not.',
  transitions:
    'How often persons went from one place to another. Going forward past a stage is a skip. Whoever comes back after lapsing or churning goes on in the stage that was reached before, or in a later one.',
  median_days:
    'Days after which half of the stays in this stage had ended, whatever ended them; null when fewer than half have.',
  time_in_stage:
    'Of the stays in a stage, the share that had ended in each way within so many days (cumulative incidence, Aalen-Johansen: a stay that ends one way cannot end another, and stays that are still open count as long as they were seen). A stay begins on entering the stage, or on coming back to it; it is counted in whole minutes up to a day and in whole hours beyond, rounded up. Null beyond the longest stay seen.',
  visits: 'Visits to the shop; one ends after 30 idle minutes, or where the sender says so.',
  reach: 'Persons seen.',
  social_engagement: 'social_engagement events.',
  mentions: 'mention events.',
  link_click_through:
    'Of the visits in which a product list was shown (view_item_list): those in which a product link was followed (select_item).',
  product_pages_measured: 'Loads of pages of the type product for which the time visible is known.',
  product_visible_median_ms: 'Half of these pages were visible for at most this long, in ms.',
  wishlist_adds: 'add_to_wishlist events.',
  reviews: 'Reviews submitted.',
  reviews_positive: 'Of the reviews with a score: those with 4 or more.',
  checkouts_timed: 'Orders before which a begun checkout was seen.',
  checkout_p50_ms: 'Half of these orders came within this time of the last begin_checkout before them, in ms.',
  checkout_p75_ms: 'Three quarters of them came within this time, in ms.',
  cart_abandonment:
    'Persons who put something into a cart and have not bought since, of all who put something in. The report abandonment follows single carts.',
  payment_success: 'Orders among orders and failed payments together.',
  orders: 'Orders: distinct transaction_id; a purchase without one is an order of its own.',
  tracking_views: 'order_tracked events.',
  delivery_confirmed: 'Orders with a confirmed delivery, of all orders.',
  support_contacts_per_100_orders: 'support_contact events of persons with an order, per 100 orders.',
  return_rate: 'Orders with a requested return, of all orders.',
  loyalty: 'Persons with a second order, a subscription or a higher tier.',
  advocacy: 'Persons who referred, shared, reviewed, or answered 9 or 10 to the recommendation question.',
  repeat_rate: 'Persons with at least two orders, of those with at least one. Young customers have had less time.',
  active_subscriptions: 'Persons whose latest subscription event is subscribe.',
  tier_ups: 'tier_up events.',
  tier_downs: 'tier_down events.',
  referrals_per_customer: 'referral_sent events per person with an order.',
  user_content: 'Reviews submitted and shares.',
  nps: 'Net promoter score of each person’s latest answer: percentage of 9 and 10 minus percentage of 0 to 6, from -100 to 100, with its 95% interval.',
  nps_response: 'Persons with an order who answered, of all persons with an order.',
}
