/** What every figure of the report means, in words for those who read it. */
export const definitions: Record<string, string> = {
  touch:
    'A contact that says where the person came from: the first page of a visit (with its channel), or a contact away from the site (ad_impression, ad_click, email_open, email_click, social_engagement, mention, store_visit, or any touchpoint event that carries a channel).',
  path: 'The touches of one person before a conversion, in order, no older than the look-back (30 days unless set), both ends included. A touch counts for each conversion that follows it within the look-back.',
  null_paths:
    'Paths without a conversion: touches of the period that no conversion followed within the look-back. Those of the last days may still convert.',
  conversions: 'Credit in conversions; the credits of one model add up to the attributed conversions.',
  revenue: 'The value of the conversions, shared in the same way, per currency.',
  share: 'Credit as a share of the attributed conversions.',
  attributed: 'Conversions with at least one touch in the look-back, of all conversions of the period.',
  first: 'All credit to the first touch.',
  last: 'All credit to the last touch.',
  linear: 'The same credit to every touch.',
  time_decay: 'A touch counts half for each half-life (7 days unless set) that it lies before the conversion.',
  position:
    '40% to the first touch, 40% to the last, the rest to those between (or as set); two touches share in the proportion of first and last.',
  markov:
    'How many conversions a chain of the moves between keys would lose if everybody who comes to this key were lost, as a share of all such losses. Paths without a conversion count.',
  shapley:
    'The average of what a key adds over all orders in which the keys of the paths may come together, where a set of keys is worth the conversions of the paths that need no other key. Each conversion is thereby divided equally among the different keys of its path.',
  transitions: 'How often paths went from one key to the next, and as a share of all that left it.',
  top_paths: 'The most frequent paths, and how many of those who took them converted.',
}
