import { awayNames, type Site } from '@touchline/events'
import type { EventScope, eventsOf, withUnit } from './source.js'
import { bind, type Sql, sql } from './sql.js'

const dayMs = 86_400_000

/** True when a piece of SQL reads a column. */
function reads({ parts, values }: Sql, column: string): boolean {
  return parts.some((part) => part.includes(column)) || values.some((value) => 'parts' in value && reads(value, column))
}

interface Surroundings {
  /** What the query selects and asks of an event. */
  pieces: readonly (Sql | undefined)[]
  /** Literal SQL of the person of an event. */
  person: Sql
  eventsOf: typeof eventsOf
  withUnit: typeof withUnit
}

/**
 * Joins for the columns that are not stored with an event, for those that are read:
 *
 * - `visit_landing_page`: the first path of the visit, and `visit_kind`: `new` in the first visit of a person to the
 *   site, `returning` in later ones. Empty for what did not happen in a visit. Visits are those of the 30-minute rule.
 * - `person_traits`: by key the latest of what `identify` said of the person.
 */
export function derivedJoins(scope: EventScope, surroundings: Surroundings): Sql {
  const { pieces, person } = surroundings
  const wants = (column: string) => pieces.some((piece) => piece && reads(piece, column))
  const visits =
    wants('visit_landing_page') || wants('visit_kind')
      ? sql`
    ASOF LEFT JOIN (${visitsOf(scope, surroundings, wants('visit_kind'))}) AS visits
      ON visits.visit_visitor = events.visitor_id AND visits.visit_began <= events.occurred_at`
      : sql``
  const traits = wants('person_traits')
    ? sql`
    LEFT JOIN (${traitsOf(scope.site)}) AS traits ON traits.trait_person = ${person}`
    : sql``
  return sql`${visits}${traits}`
}

/** True when one of the columns needs to know which visitors are one person. */
export const readsPerson = (pieces: readonly (Sql | undefined)[]): boolean =>
  pieces.some((piece) => piece && reads(piece, 'person_traits'))

/** Visits that overlap the scope. One that began before it is followed for a day at most. */
function visitsOf({ site, fromMs, untilMs }: EventScope, { eventsOf, withUnit }: Surroundings, withKind: boolean): Sql {
  const onSite = sql`NOT has(${bind.texts([...awayNames])}, name)`
  const from = fromMs === undefined ? undefined : fromMs - dayMs
  const events = eventsOf({ site, fromMs: from, untilMs, where: onSite }, sql`session_id, path AS visited_path`)
  const visits = sql`
    SELECT any(one.visitor_id) AS visit_visitor, min(one.occurred_at) AS visit_began, any(one.person_id) AS visit_person,
      argMinIf(visited_path, one.at_ms, visited_path != '') AS visit_landing_page
    FROM (${withUnit(events, 'session')}) AS one GROUP BY unit_id`
  if (!withKind) return visits
  const first = sql`
    SELECT person_id AS first_person, min(occurred_at) AS first_began
    FROM (${eventsOf({ site, untilMs, where: onSite }, sql`name`)}) GROUP BY person_id`
  return sql`
    SELECT visit_visitor, visit_began, visit_landing_page,
      if(visit_began <= first_began, 'new', 'returning') AS visit_kind
    FROM (${visits}) AS v LEFT JOIN (${first}) AS f ON f.first_person = v.visit_person`
}

/** By person, what `identify` said of it; of a key said twice the later value. */
function traitsOf(site: Pick<Site, 'site_id'>): Sql {
  return sql`
    SELECT trait_person, mapFromArrays(groupArray(trait), groupArray(trait_value)) AS person_traits
    FROM (
      SELECT user_id AS trait_person, toString(trait_pair.1) AS trait, argMax(trait_pair.2, occurred_at) AS trait_value
      FROM events FINAL ARRAY JOIN arrayZip(mapKeys(properties), mapValues(properties)) AS trait_pair
      WHERE site_id = ${bind.text(site.site_id)} AND kind = 'identify' AND user_id != ''
      GROUP BY trait_person, trait
    )
    GROUP BY trait_person`
}
