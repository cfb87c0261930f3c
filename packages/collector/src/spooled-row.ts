import type { EventRow } from '@touchline/storage'

/**
 * A row of the spool. Site and event id are known; what else is asked of it, which is only when a batch is in doubt or
 * persons were erased, is parsed out of its JSON then. Columns that the drain never reads are in the JSON alone.
 */
export class SpooledRow implements EventRow {
  #parsed: EventRow | undefined

  constructor(
    readonly event_id: string,
    readonly site_id: string,
    /** The whole row as it is inserted. */
    readonly json: Buffer,
  ) {}

  get kind() {
    return this.toJSON().kind
  }
  get name() {
    return this.toJSON().name
  }
  get occurred_at() {
    return this.toJSON().occurred_at
  }
  get received_at() {
    return this.toJSON().received_at
  }
  get visitor_id() {
    return this.toJSON().visitor_id
  }
  get daily_visitor_id() {
    return this.toJSON().daily_visitor_id
  }
  get user_id() {
    return this.toJSON().user_id
  }
  get identity() {
    return this.toJSON().identity
  }

  toJSON(): EventRow {
    this.#parsed ??= JSON.parse(this.json.toString('utf8')) as EventRow
    return this.#parsed
  }
}
