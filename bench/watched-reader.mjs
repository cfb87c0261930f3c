/** A ClickHouse client that remembers what its queries read, and which columns. */
export function watched(client) {
  let queries = []
  const note = (options, result) => {
    const summary = JSON.parse(result.response_headers['x-clickhouse-summary'] ?? '{}')
    queries.push({
      ...options,
      rows: Number(summary.read_rows),
      bytes: Number(summary.read_bytes),
      memory: Number(summary.memory_usage),
    })
    return result
  }
  const noted = {
    // With the answer complete, the summary is too.
    query: async (options) => note(options, await client.query(waiting(options))),
    exec: async (options) => note(options, await client.exec(waiting(options))),
  }
  const sum = (of) => queries.reduce((total, query) => total + of(query), 0)
  return {
    client: new Proxy(client, { get: (target, key) => noted[key] ?? target[key] }),
    reset: () => {
      queries = []
    },
    seen: () => ({
      rows: sum(({ rows }) => rows),
      bytes: sum(({ bytes }) => bytes),
      memory: Math.max(0, ...queries.map(({ memory }) => memory)),
      queries: queries.length,
    }),
    /** The columns of `events` that the queries of a run read, as the engine plans them. */
    async columnsOf(owner, run) {
      queries = []
      await run()
      const columns = new Set()
      for (const { query, query_params, clickhouse_settings } of queries) {
        const answer = await owner.query({
          query: `EXPLAIN json = 1, header = 1 ${query.replace(/ FORMAT RowBinary$/, '')}`,
          query_params,
          clickhouse_settings,
          format: 'JSONEachRow',
        })
        for (const { explain } of await answer.json()) {
          for (const name of columnsIn(JSON.parse(explain))) columns.add(name)
        }
      }
      return [...columns]
    },
  }
}

const waiting = (options) => ({
  ...options,
  clickhouse_settings: { ...options.clickhouse_settings, wait_end_of_query: 1 },
})

function columnsIn(plan) {
  if (Array.isArray(plan)) return plan.flatMap(columnsIn)
  if (plan === null || typeof plan !== 'object') return []
  // What is filtered while reading stands there as an expression over columns.
  const own =
    plan['Node Type'] === 'ReadFromMergeTree' && /\bevents$/.test(plan.Description)
      ? plan.Header.flatMap(({ Name }) =>
          /^[a-z_0-9.]+$/.test(Name) ? [Name] : [...Name.matchAll(/__table\d+\.([a-z_0-9]+)/g)].map(([, name]) => name),
        )
      : []
  return [...own, ...Object.values(plan).flatMap((part) => (typeof part === 'object' ? columnsIn(part) : []))]
}
