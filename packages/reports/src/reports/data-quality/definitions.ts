/** What every figure of the report means, in words for those who read it. */
export const definitions: Record<string, string> = {
  accepted: 'Events of the days that are stored, those of bots included.',
  rejected:
    'Events that came in the days and could not be stored, of these and the stored ones. They are kept with the reason for 30 days.',
  bots: 'Stored events whose sender seems to be a program. They are in no other report.',
  opted_out:
    'Events of browsers that ask not to be tracked (Global Privacy Control, Do Not Track), and of those that came when their day’s salt was already destroyed. They belong to no visitor.',
  daily_visitors: 'Visitors known only by the hash of a day: cookieless, new again tomorrow.',
  repeated_receipts: 'Purchase events of browsers that repeat an order they had reported before.',
  doubled_views: 'Page views that repeat one of the same visitor and address in the same second.',
  orders_without_id: 'Purchase events without a transaction_id.',
  orders_without_value: 'Purchase events without a value.',
  corrected_clocks:
    'Events of browsers whose clock was more than a minute away from the collector’s: the time in the event’s id against the corrected one.',
  late_events: 'Events of browsers that came more than an hour after they happened.',
  lost_orders:
    'Of the orders that your server confirmed (or an import): those that no browser reported, from the first event of a browser on.',
  unconfirmed_orders: 'Of the orders that browsers reported: those that your server did not confirm.',
  verdict:
    'good; look: surely above the share from which a look is worth it; act: surely above the one from which it should be mended; too_few: fewer than 30; unknown: nothing to tell from. Surely: the lower end of the 95% interval is above it.',
  parity:
    'Confirmed orders and which steps before them (within 24 hours, by the same person) a browser reported. A step that your shop does not send is missing from all of them.',
  identity: 'How visitors are known: first_party (an id that stays), daily_hash (cookieless), imported.',
  consent: 'What visitors last said: granted, denied, unknown (asked, not answered); empty: the page does not say.',
  signed_in: 'Visitors who signed in, of all visitors.',
  from_browsers: 'Stored events that a browser sent, without bots.',
  from_servers: 'Stored events that a server sent with its key.',
  imported: 'Stored events that were imported.',
}
