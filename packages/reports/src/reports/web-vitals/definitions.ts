/** What every figure of the report means, in words for those who read it. */
export const definitions: Record<string, string> = {
  LCP: 'Largest contentful paint: when the largest image or text of the page is shown. Good up to 2,500 ms, poor above 4,000 ms.',
  INP: 'Interaction to next paint: how long the slowest reaction of the page to a click, tap or key took. Good up to 200 ms, poor above 500 ms.',
  CLS: 'Cumulative layout shift: how much the page jumps while it is looked at; no unit. Good up to 0.1, poor above 0.25.',
  FCP: 'First contentful paint: when anything is shown at all. Good up to 1,800 ms, poor above 3,000 ms.',
  TTFB: 'Time to first byte: when the server’s answer begins. Good up to 800 ms, poor above 1,800 ms.',
  n: 'Page loads with this measurement: each navigation once, as its last report (highest revision) has it. Not every load has every vital: without a click there is no INP, and who leaves first has no LCP.',
  p50: 'Half of the loads are at most so slow. In ms; CLS has no unit.',
  p75: 'Three of four loads are at most so slow: the figure by which search engines judge a page. By linear interpolation. In ms; CLS has no unit.',
  p95: '95 of 100 loads are at most so slow. In ms; CLS has no unit.',
  good: 'Share of loads up to and including the first threshold.',
  needs_improvement: 'Share of loads above the first threshold, up to and including the second.',
  poor: 'Share of loads above the second threshold.',
  passes:
    'Whether the 75th percentile is good: yes when the 95% interval of the good share lies above 75%, no when it lies below, undecided in between or below 50 loads.',
  targets: 'The elements that the browser names as the cause of values that are not good, and in how many loads.',
  trend: 'The same by interval; a load belongs to the interval in which it was first reported.',
  breakdowns: 'The rows for each of the 20 most frequent values, and for all others together.',
}
