/** What every figure of the report means, in words for those who read it. */
export const definitions: Record<string, string> = {
  cart_episode:
    'One cart: everything with one cart_id; without it, from the first add_to_cart to the purchase, until it is emptied, or until 30 days pass without a cart event. What is put in after that is the next cart. Checkouts and purchases whose cart began before are left out. Carts belong to the days in which they began.',
  definition:
    'What is counted. cart_episode: carts, followed over visits and, by person, over devices. session: sessions with add_to_cart, abandoned when nothing is bought in them. visit_end: sessions with add_to_cart, abandoned when something put in last was not bought by their end. visitor: visitors with add_to_cart, abandoned when they never buy. A session ends after 30 idle minutes.',
  idle: 'Idle time W: a cart is abandoned once its owner did nothing on the site for W (idle_minutes, 60 unless set) without having bought it. It counts from the last thing done before.',
  recovery_window:
    'Recovery window R: how long after being left a purchase still counts as a recovery (recovery_days, 7 unless set).',
  state:
    'The furthest state, each counted once. Of persons without a cart: left_while_loading (the page was hidden before it was ready and nothing followed for 30 minutes), bounce (one page and nothing done on it), browse (more than that). Of carts: cart, checkout@begin, checkout@shipping, checkout@payment, payment_failed, purchased (whenever before as_of), emptied, pending.',
  emptied: 'Carts that the visitor emptied. They are not in the rates, unless they had been abandoned before.',
  pending: 'Carts idle for less than W as of the moment asked for: not yet decided, and not in the rates.',
  share: 'Share of all rows: persons without a cart (visits, when sessions are counted) and carts together.',
  gross: 'Gross abandonment: carts left for W without a purchase, of all carts that are not pending or emptied.',
  net: 'Net abandonment: carts left and not bought within R either. Of carts that were left, or bought without being left, at least R ago. By definition “visitor” the same as gross, except for the youngest.',
  recovered: 'Carts that were left and bought within R, of all carts left at least R ago.',
  recovered_by:
    'How recovered carts came back: same_device (the browser in which it was left), other_device (another browser of the same person), after_message (an e-mail was opened or clicked in between; also counted in one of the others).',
  checkout_gross: 'Of the carts that came to checkout: left for W, from there on, without a purchase.',
  checkout_net: 'Of the carts that came to checkout at least R ago: left from there on and not bought within R.',
  payment_failure: 'Of the carts that came to payment: those in which a payment failed, bought later or not.',
  left_while_loading:
    'Persons whose every visit was left while its first page loaded, of all persons seen in the days.',
  bounce:
    'Persons whose furthest visit was one page with nothing done on it, of the persons who did not leave while loading.',
  browse:
    'Persons who looked at more but put nothing into a cart, of the persons who neither left while loading nor bounced.',
  steps:
    'Carts that came at least so far: cart, begin (checkout begun), shipping, payment, purchased. A cart that came further counts in all steps before, also when a step was not seen.',
  value:
    'Value of the carts by currency, never added across currencies: the last value that a cart event gave before the cart was left. gross, recovered and net as the rates of these names; pending as that state. Carts of unknown value add nothing.',
  reasons:
    'The last trouble before an abandoned cart was left: payment_failed, out_of_stock, coupon_denied, shipping_cost (shipping costs were shown for the first time, and payment was not reached after it), slow_step (a page took over 3 seconds, or was left while loading), none_seen. That it was the cause is not shown.',
  value_bands:
    'The carts in the rates by what they were worth, a quarter of them in each band (equal values stay together), each currency for itself; gross as above.',
  list: 'Single carts, the newest first; offset and limit page through them. Each with who left it, when, how far it came, the last trouble and its value.',
  breakdowns: 'The cart figures by a dimension of the event that began the cart; the most frequent twenty.',
}
