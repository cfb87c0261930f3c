import { weeksOfIntent } from './person-weeks.js'

/** What every figure of the report means, in words for those who read it. */
export const definitions: Record<string, string> = {
  touches:
    'How many advertisements a person saw and letters the person opened in a calendar week (ad_impression and email_open, or the events asked for).',
  persons:
    'One week a person: of the whole weeks of the period in which the person was seen, one that a fixed hash chooses, so that nobody counts several times.',
  conversion:
    'Of these persons, those who ordered in the week after. Orders within the week itself do not count: they may have come before the touches.',
  opt_out: 'Of these persons, those who cancelled the subscription in the week after.',
  fitted:
    'The share that the fitted curve gives at this number of touches if all persons had the mix of intents of all, with its 95% interval.',
  intent: `What a person did in the ${weeksOfIntent} weeks before the week: bought, carted (a cart or checkout event), looked (at products), or none of these. Those with more intent are touched more and buy more anyway, so they are compared among themselves.`,
  peak: 'The number of touches a week at which conversion is highest, by a logistic regression on touches and their square with an intercept for each intent, with its 95% interval. Null when conversion does not rise and fall.',
  crude_peak: 'The same without regard to intent: usually too high, because those who want to buy are touched more.',
  verdict:
    'peak: more touches help up to the peak, and harm beyond it. rises, falls: more touches go with more, or fewer, orders. no_clear_effect: neither can be told. too_few: fewer than 130 persons ordered.',
  opt_out_odds:
    'By how much the odds of opting out multiply with each further touch, within intents, with the 95% interval.',
  grade: 'B: compared within strata of intent. That is association; only an experiment shows what touches bring.',
}
