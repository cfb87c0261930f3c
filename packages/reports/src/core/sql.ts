/** A piece of SQL with the values it binds. Made by the `sql` tag only, so that no text from outside becomes SQL. */
export interface Sql {
  readonly parts: readonly string[]
  readonly values: readonly (Bound | Sql)[]
}

/** A value with the ClickHouse type that it is bound as. */
export interface Bound {
  readonly type: string
  readonly value: unknown
}

const bound =
  (type: string) =>
  (value: unknown): Bound => ({ type, value })

/** How values get into SQL: each is sent beside the query and never becomes part of its text. */
export const bind = {
  text: bound('String'),
  texts: bound('Array(String)'),
  uint: bound('UInt64'),
  int: bound('Int64'),
  float: bound('Float64'),
  floats: bound('Array(Float64)'),
  uints: bound('Array(UInt64)'),
  /** A moment, in milliseconds since the epoch. */
  time: (ms: number): Bound => ({
    type: "DateTime64(3, 'UTC')",
    value: new Date(ms).toISOString().replace('T', ' ').slice(0, 23),
  }),
}

const isSql = (value: Bound | Sql): value is Sql => 'parts' in value

/** Composes SQL from literal text, bound values and other pieces. */
export function sql(parts: TemplateStringsArray, ...values: (Bound | Sql)[]): Sql {
  return { parts, values }
}

/** An identifier out of a fixed list: the only way a name that a caller chose gets into SQL. */
export function identifier<T extends string>(name: T, allowed: readonly T[]): Sql {
  if (!allowed.includes(name) || !/^[A-Za-z_][A-Za-z0-9_.]*$/.test(name))
    throw new Error(`not an allowed identifier: ${name}`)
  return { parts: [name], values: [] }
}

/** Joins pieces with a separator that is literal SQL. */
export function join(pieces: readonly Sql[], separator: ', ' | ' AND ' | ' OR ' | ' + ' | '\nUNION ALL\n'): Sql {
  if (pieces.length === 0) return sql``
  return { parts: ['', ...pieces.slice(1).map(() => separator), ''], values: pieces }
}

/** The query text and its parameters, as @clickhouse/client takes them. Equal values share one parameter. */
export function render(piece: Sql): { query: string; query_params: Record<string, unknown> } {
  const query_params: Record<string, unknown> = {}
  const names = new Map<string, string>()
  const write = ({ parts, values }: Sql): string =>
    parts
      .map((part, i) => {
        const value = values[i]
        if (value === undefined) return part
        if (isSql(value)) return part + write(value)
        const key = `${value.type}\u0000${JSON.stringify(value.value)}`
        let name = names.get(key)
        if (!name) {
          name = `p${names.size}`
          names.set(key, name)
          query_params[name] = value.value
        }
        return `${part}{${name}:${value.type}}`
      })
      .join('')
  return { query: write(piece), query_params }
}
