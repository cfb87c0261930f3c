/** What every figure of the report means, in words for those who read it. */
export const definitions: Record<string, string> = {
  step: 'Going from one event to the next, or from one page to the next. The same one several times in a row is one; measurements of page loads are none. A last slash makes no other page.',
  position:
    'How many steps away: from the start, 1 is the first step after it; to an end, 1 is the last step before it.',
  count:
    'Persons (or the unit asked for) who took this step at this position. With occurrence every, each time somebody comes to the start begins a path, so that one person may take several steps at a position, but counts once on each.',
  to: 'Null: nothing came after it in the period.',
  from: 'Null: nothing came before it in the period.',
  share: 'Those who took this step, of all who have a path.',
  started: 'Persons (or other units) who came to the start or end; without one, all who were seen.',
  positions: 'How many have any step at this position, a step to nowhere included.',
  nodes: 'How many have this event or page anywhere on a path, the start included.',
}
