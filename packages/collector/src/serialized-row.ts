import type { EventRow, WrittenRow } from '@touchline/storage'

/**
 * A row as JSON, which is far less to keep than an object with all its values. Site and event id are known; what else is
 * asked of it, which is only when a batch is in doubt or persons were erased, is parsed out of its JSON then. Columns
 * that nobody reads before they are stored are in the JSON alone.
 */
export class SerializedRow implements WrittenRow {
  #parsed: EventRow | undefined
  #visitorId: string | undefined

  constructor(
    readonly event_id: string,
    readonly site_id: string,
    /** The whole row as it is inserted. */
    readonly json: Buffer | string,
    /** When it is known anyway. */
    visitorId?: string,
  ) {
    this.#visitorId = visitorId
  }

  static of(row: EventRow): SerializedRow {
    return new SerializedRow(row.event_id, row.site_id, JSON.stringify(row), row.visitor_id)
  }

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
    return this.#visitorId ?? this.toJSON().visitor_id
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
    this.#parsed ??= JSON.parse(this.json.toString()) as EventRow
    return this.#parsed
  }
}
