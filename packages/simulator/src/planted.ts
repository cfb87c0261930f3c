export type Device = 'desktop' | 'mobile'
export type Connection = 'fast' | 'slow'
/** The page types visits land on. */
export type LandingPage = 'home' | 'list' | 'product'

/**
 * Every number that the simulators plant, written once: the simulators draw from it and tests compare reports with it.
 * Shares are probabilities from 0 to 1; names end in their unit.
 */
export const planted = {
  device: { desktop: 0.35, mobile: 0.65 },
  /** Share of visits on a slow connection. */
  slowConnection: { desktop: 0.05, mobile: 0.3 },
  landingPage: { home: 0.3, list: 0.3, product: 0.4 },

  /** Time until the landing page is ready: lognormal, the median times the page's factor. */
  load: {
    sigma: 0.5,
    medianSeconds: { desktop: { fast: 1.6, slow: 3.2 }, mobile: { fast: 2.4, slow: 4.8 } },
    pageFactor: { home: 1, list: 1.1, product: 1.2 },
  },

  /** Hazard of leaving a page that is still loading, per second, in force until `untilSeconds`. */
  leaving: {
    perSecond: [
      { untilSeconds: 1, hazard: 0.01 },
      { untilSeconds: 3, hazard: 0.03 },
      { untilSeconds: Number.POSITIVE_INFINITY, hazard: 0.08 },
    ],
    deviceFactor: { desktop: 1, mobile: 1.5 },
  },

  /** Logit of a purchase in a visit whose landing page became ready. */
  conversion: {
    device: { desktop: -2.6, mobile: -3.6 },
    page: { home: 0, list: 0.2, product: 0.5 },
    connection: { fast: 0, slow: -0.3 },
    perSecond: -0.2,
  },

  /** Lognormal; its mean is median * exp(sigma^2 / 2). */
  orderValueEur: { median: 55, sigma: 0.6 },

  /** Share of visits, or of those at the step before, that reach a step of the funnel. */
  funnel: { view: 0.6, cart: 0.25, begin: 0.45, shipping: 0.8, payment: 0.85, success: 0.9 },
  /** Share of payment attempts that fail, and of those that are tried again with success. */
  paymentFailure: { share: 0.06, retried: 0.5 },
  /** Abandoned carts that are bought later, and the mean delay. */
  recovery: { share: 0.08, meanDays: 2 },
  /** Customers who ever order again, and their mean delay (exponential). */
  repeatPurchase: { share: 0.35, meanDays: 45 },
  /**
   * Of customers whose order arrived late, damaged or wrong, and of the others: about one order in eight goes badly, so
   * that the share of all is that of `repeatPurchase`.
   */
  repeatShare: { afterTrouble: 0.12, otherwise: 0.385 },
  /** What the shop pays a day for its advertisements, by arrival, in EUR for each new visitor a day that it has. */
  adCostEurPerVisitor: { search_ad: 0.06, social_ad: 0.09 },

  /** A cause behind both slow loads and few purchases, standard normal: effects of one unit of it. */
  hiddenCause: { logLoad: 0.5, conversionLogit: -0.4 },

  /**
   * Touches in seven days. Conversion's logit is intercept + linear * k + quadratic * k^2 + the intent's shift, so its
   * peak is at -linear / (2 * quadratic) = 4.17 touches. Those with more intent are touched more, which moves the peak
   * to about 5.6 for whoever ignores intent.
   */
  fatigue: {
    conversion: { intercept: -4.2, linear: 0.5, quadratic: -0.06 },
    optOut: { intercept: -5, linear: 0.25 },
    intent: {
      low: { share: 0.5, meanTouches: 2, shift: 0 },
      medium: { share: 0.3, meanTouches: 4, shift: 0.9 },
      high: { share: 0.2, meanTouches: 6, shift: 1.8 },
    },
  },

  /** A first-order chain of touches; the rest of each row ends without a conversion. */
  touchChain: {
    start: { search: 0.39, social: 0.26, email: 0.19, affiliate: 0.16 },
    next: {
      search: { social: 0.05, email: 0.33, affiliate: 0.06, conversion: 0.28 },
      social: { search: 0.32, email: 0.35, affiliate: 0.02, conversion: 0.11 },
      email: { search: 0.17, social: 0.01, affiliate: 0.05, conversion: 0.17 },
      affiliate: { search: 0.12, social: 0.03, email: 0.01, conversion: 0.2 },
    },
    /** Each channel's removal effect as a share of all of them, by the chain's algebra. */
    removalShares: { search: 0.443, social: 0.199, email: 0.24, affiliate: 0.119 },
  },

  /** Who the visitors of the shop are. */
  country: { VN: 0.45, FI: 0.15, SE: 0.15, DE: 0.1, GB: 0.15 },
  vndPerEur: 26_000,
  /** Page loads of a type take this factor in the later release; those of all other types are as before. */
  releases: { before: '2026.10', after: '2026.11', loadFactor: { product: 0.55 } },
} as const
