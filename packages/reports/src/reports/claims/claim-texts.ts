/** What is said, where it comes from as far as we know, and what is measured here to hold against it. */
export interface ClaimText {
  says: string
  provenance: string
  measures: string
}

export const claimTexts = {
  leave_after_3_s: {
    says: '40% of visitors leave a page that takes longer than 3 seconds.',
    provenance:
      'A survey: in 2009 Forrester Consulting asked about a thousand online shoppers for Akamai how long they would wait, and 40% named 3 seconds at most. Stated patience, not observed; often mixed up with Google’s 53% of mobile visits (2016).',
    measures:
      'The share of visitors who have left by 3 seconds, if no page is ready before (patience curve, landing pages).',
  },
  leave_after_10_s: {
    says: '50% of visitors leave when a page takes 10 seconds.',
    provenance:
      'We know no first source. Figures of this kind come from charts of performance vendors and from projections of bounce rates, not from watching people wait.',
    measures:
      'The share of visitors who have left by 10 seconds, if no page is ready before (patience curve, landing pages).',
  },
  lose_by_250_ms: {
    says: 'A page that is 250 ms slower loses customers.',
    provenance:
      'A newspaper: in 2012 The New York Times quoted an engineer of Microsoft’s search engine that people go less often to a site that is 250 ms slower than a close competitor. It was said of search, and of competitors, without a published figure.',
    measures:
      'What pages faster by 250 ms would change in orders per 1,000 page loads, compared within device, connection and page type: an association.',
  },
  ever_abandoned_cart: {
    says: 'More than 90% of online shoppers have abandoned a cart at least once.',
    provenance:
      'Consumer surveys that ask whether one ever did; Forrester reported 88% in 2010. It is a share of people over their whole lives and all shops, easily mistaken for the share of carts (about 70% in Baymard’s collection of studies).',
    measures:
      'Of the persons with a cart here, those of whom at least one was left for an hour without a purchase. One shop and a limited time: less than over a life.',
  },
  stay_away_2_years: {
    says: '39% stay away for two years or more after bad service.',
    provenance:
      'A survey: in 2013 Dimensional Research asked about a thousand people for Zendesk, and 39% said that they avoid a vendor for two or more years after a bad experience. Recalled, not observed.',
    measures:
      'Of the orders with trouble (contact, return, late delivery, failed payment), the share without another order for two years; beside it, what would be expected of others who are alike. Not everybody who had trouble felt badly served.',
  },
  existing_try_new: {
    says: 'Existing customers are 50% likelier to try new products than new customers.',
    provenance:
      'It goes from one marketing infographic to the next since the 2010s. We know no study behind it that says who was asked or watched.',
    measures: 'The share of orders with a product that was new to the shop: later orders against first orders.',
  },
  existing_spend_more: {
    says: 'Existing customers spend 31% more than new customers.',
    provenance:
      'It goes from one marketing infographic to the next since the 2010s, beside the one about new products. We know no study behind it.',
    measures: 'The mean value of later orders against first orders, for each currency by itself.',
  },
  ads_annoy: {
    says: 'One in four advertisements annoys.',
    provenance:
      'Opinion surveys; we know no first source with a method. Annoyance is what people say, not what they do.',
    measures:
      'Opt-outs in the week after, by advertisement seen or letter opened. Who is annoyed and does nothing is not seen, so this is the least it can be.',
  },
  more_touches_not_better: {
    says: 'More touches are not always better: beyond a point they harm.',
    provenance:
      'Research on how advertising wears in and wears out, since the 1980s: effects rise, level off and fall with repetition. Where the point lies differs by product and channel.',
    measures:
      'The number of touches a week at which most persons order in the week after, compared among those of like intent: an association.',
  },
} as const satisfies Record<string, ClaimText>

export type ClaimName = keyof typeof claimTexts
export const claimNames = Object.keys(claimTexts) as [ClaimName, ...ClaimName[]]
