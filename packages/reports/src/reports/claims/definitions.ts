/** What every figure of the report means, in words for those who read it. */
export const definitions: Record<string, string> = {
  claim: 'What is often said about customers and shops, with the figure that goes with it.',
  provenance: 'Where the claim comes from, as far as we know, in our own words.',
  measures: 'What is measured in this shop to hold against the claim. It is rarely quite the same thing.',
  claimed: 'The figure of the claim; none where it only says that there is an effect.',
  own: 'This shop’s own estimate, from the report that is named: a share, a ratio (1.31 = 31% more), orders per 1,000 page loads, or touches a week.',
  interval: 'The 95% interval of the own estimate.',
  n: 'How many observations the estimate rests on: of a comparison the smaller group, of a model the orders.',
  verdict:
    'consistent: the interval holds the claimed figure (of claims without one: the effect is there). lower, higher: the whole interval lies below or above it; of touches, higher: more are still better here. cannot_tell: too few, or what is claimed cannot be seen in the data.',
  watched_days:
    'After how many days without another order somebody counts as staying away: two years where so much is known, else the longest time of which enough is.',
  expected: 'The same share as it would be expected of others who are alike and had no trouble.',
  grade: 'A: observed as it is. B: an association among those who are alike in what is known, not a proof of a cause.',
}
