import { createKey, insertEvents } from '@touchline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '../../test/open-test-api.js'
import { smallShop } from '../../test/small-shop.js'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
  const others = smallShop('other').map((row) => ({ ...row, visitor_id: `secret ${row.visitor_id}` }))
  await insertEvents(api.storage.owner, others.slice(0, 3))
})
afterAll(() => api.close())

const sql = (query: string, params?: object, format = '') =>
  api.send('POST', `/v1/sql${format && `?format=${format}`}`, { body: { query, params } })
const rows = async (query: string, params?: object) => {
  const answer = await sql(query, params)
  expect(answer.status, await answer.clone().text()).toBe(200)
  return (await answer.json()).rows
}
const refusal = async (query: string) => {
  const answer = await sql(query)
  return [answer.status, (await answer.json()).message]
}

describe('SQL', () => {
  it('reads the events of its site, with bound values', async () => {
    const query = `WITH carts AS (SELECT visitor_id, value FROM events WHERE name = {name:String})
      SELECT visitor_id, max(value) AS value, count() AS n FROM carts GROUP BY visitor_id HAVING n >= {least:UInt8} ORDER BY visitor_id -- by name`
    const answer = await (await sql(query, { name: 'add_to_cart', least: 1 })).json()
    expect(answer).toMatchObject({
      columns: [
        { name: 'visitor_id', type: 'String' },
        { name: 'value', type: 'Nullable(Decimal(18, 4))' },
        { name: 'n', type: 'UInt64' },
      ],
      rows: [
        { visitor_id: 'buys', value: '40', n: 1 },
        { visitor_id: 'carts', value: '40', n: 1 },
      ],
      row_count: 2,
    })
    expect(await rows('SELECT count() AS n FROM events WHERE name = {name:String}', { name: "' OR 1 = 1 --" })).toEqual(
      [{ n: 0 }],
    )
  })

  it('counts an event that came twice once', async () => {
    const before = await rows('SELECT count() AS n FROM events')
    await insertEvents(api.storage.owner, smallShop('shop'))
    expect(await rows('SELECT count() AS n FROM events')).toEqual(before)
    expect(before).toEqual([{ n: smallShop('shop').length }])
  })

  it.each([
    'SELECT DISTINCT site_id FROM events',
    "SELECT DISTINCT site_id FROM events WHERE site_id = 'other' OR 1",
    'SELECT max(site_id) AS site_id FROM events',
    "SELECT any(site_id) AS site_id FROM (SELECT * FROM events WHERE throwIf(site_id != 'shop') = 0)",
    'SELECT DISTINCT a.site_id AS site_id FROM events AS a FULL JOIN events AS b ON a.visitor_id = b.visitor_id',
    'SELECT DISTINCT site_id FROM identities WHERE site_id IN (SELECT site_id FROM events)',
  ])('sees no other site: %s', async (query) => {
    expect(await rows(query)).toEqual([{ site_id: 'shop' }])
  })

  it('tells the sites apart by the key', async () => {
    const query = 'SELECT countIf(visitor_id LIKE {secret:String}) AS secret, count() AS n FROM events'
    const asked = { body: { query, params: { secret: 'secret %' } } }
    const answer = await api.send('POST', '/v1/sql', { ...asked, key: api.keys.other })
    expect((await answer.json()).rows).toEqual([{ secret: 3, n: 3 }])
    expect(await rows(query, { secret: 'secret %' })).toEqual([{ secret: 0, n: smallShop('shop').length }])
    const foreign = await api.send('POST', '/v1/sql', { body: { ...asked.body, site_id: 'other' } })
    expect(foreign.status).toBe(403)
    const server = await createKey(api.storage.owner, 'shop', 'server')
    expect((await api.send('POST', '/v1/sql', { ...asked, key: server })).status).toBe(403)
  })

  it.each([
    ['SELECT * FROM keys', 'events and identities'],
    ['SELECT * FROM salts', 'events and identities'],
    ['SELECT 1 IN keys', 'events and identities'],
    ['SELECT 1 FROM events WHERE visitor_id IN (SELECT key_hash FROM keys)', 'events and identities'],
    ['SELECT * FROM touchline.events', 'without a database'],
    ['SELECT * FROM system.users', 'without a database'],
    ['SELECT * FROM system.processes', 'without a database'],
    ['SELECT * FROM {t:Identifier}', 'is not set'],
    ["SELECT * FROM file('/etc/passwd', LineAsString)", 'Table functions are not allowed'],
    ["SELECT * FROM url('http://127.0.0.1:1/', LineAsString)", 'Table functions are not allowed'],
    ["SELECT * FROM merge('touchline', 'events')", 'Table functions are not allowed'],
    ["SELECT * FROM remote('127.0.0.1', touchline.keys)", 'Table functions are not allowed'],
    ['SELECT * FROM view(SELECT 1)', 'Table functions are not allowed'],
    ["SELECT file('/etc/passwd')", 'file() is not allowed'],
    ["SELECT arrayMap(x -> file(x), ['/etc/passwd'])", 'file() is not allowed'],
    ["SELECT x FROM (SELECT FILE('/etc/passwd') AS x)", 'not allowed'],
    ["WITH file('/etc/passwd') AS x SELECT x", 'file() is not allowed'],
    ["SELECT joinGet('keys', 'hint', 'x')", 'joinGet() is not allowed'],
    ['SELECT sleep(3)', 'sleep() is not allowed'],
    ["SELECT getSetting('readonly')", 'getSetting() is not allowed'],
    ['SELECT hostName()', 'hostName() is not allowed'],
    ['SELECT user()', 'user() is not allowed'],
    ['SELECT 1 SETTINGS max_execution_time = 0', 'readonly mode'],
    ['SELECT * FROM (SELECT 1 SETTINGS final = 0)', 'SETTINGS'],
    ['SELECT 1 FORMAT CSV', 'FORMAT'],
    ["SELECT 1 INTO OUTFILE '/tmp/x'", 'OUTFILE'],
    ['SET readonly = 0', 'Only SELECT'],
    ["INSERT INTO events (site_id) VALUES ('shop')", 'Only SELECT'],
    ["INSERT INTO FUNCTION file('/tmp/x') SELECT 1", 'Only SELECT'],
    ['DROP TABLE events', 'Only SELECT'],
    ['ALTER TABLE events DELETE WHERE 1', 'Only SELECT'],
    ['SYSTEM SHUTDOWN', 'Only SELECT'],
    ["KILL QUERY WHERE query_id != ''", 'Only SELECT'],
    ['CREATE TEMPORARY TABLE t (a Int8)', 'Only SELECT'],
    ['SHOW TABLES', 'Only SELECT'],
    ['EXPLAIN SELECT 1', 'Only SELECT'],
    ['graph = 1 SELECT 1', 'Only SELECT'],
    ['SELECT 1; SELECT 2', 'did not take the query'],
    ['SELEC 1', 'Syntax error'],
    ['SELECT colour FROM events', 'colour'],
  ])('refuses: %s', async (query, sentence) => {
    const [status, message] = await refusal(query)
    expect([400, 403]).toContain(status)
    expect(message).toContain(sentence)
  })

  it('refuses the same without looking at the query first: its user may not', async () => {
    const { openEmbeddedSql, sqlQueryId } = await import('@touchline/storage')
    const access = await openEmbeddedSql(api.storage, api.storage.directory)
    const direct = async (query: string) => {
      const { stream } = await access.client.exec({ query, query_id: sqlQueryId('shop', `direct ${query}`) })
      return stream
    }
    for (const query of [
      'SELECT * FROM keys',
      "SELECT * FROM file('/etc/passwd', LineAsString)",
      "SELECT * FROM url('http://127.0.0.1:1/', LineAsString)",
      'SELECT * FROM system.users',
      "INSERT INTO events (site_id) VALUES ('shop')",
      'SELECT 1 SETTINGS max_memory_usage = 0',
      'SELECT 1 SETTINGS readonly = 0',
      'SET readonly = 0',
      'DROP TABLE events',
    ])
      await expect(direct(query)).rejects.toMatchObject({ code: expect.stringMatching(/^(497|164)$/) })
    await access.close()
  })

  it.each([
    ['more rows', 'SELECT arrayJoin(range(20000)) AS n FROM events', 'more rows than its limit'],
    ['more rows, without a table', 'SELECT arrayJoin(range(20000)) AS n', 'more rows than its limit'],
    [
      'more memory',
      "SELECT length(groupArray(concat(toString(n), repeat('x', 200)))) FROM (SELECT arrayJoin(range(30000000)) AS n)",
      'more memory than its limit',
    ],
  ])('ends a query that needs %s than its limit with a sentence', async (_, query, sentence) => {
    const [status, message] = await refusal(query)
    expect([status, message]).toEqual([422, expect.stringContaining(sentence)])
    expect(message).toContain('10000 rows, 30 s')
    expect(await rows('SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  it.each([
    ['csv', 'text/csv; charset=utf-8', 'name,n\r\nview_item,3\r\n'],
    ['ndjson', 'application/x-ndjson; charset=utf-8', '{"name":"view_item","n":3}\n'],
  ])('answers as %s', async (format, type, text) => {
    const answer = await sql("SELECT name, count() AS n FROM events WHERE name = 'view_item' GROUP BY name", {}, format)
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual([type, text])
  })

  it('answers as a Parquet file', async () => {
    const answer = await sql('SELECT name FROM events', {}, 'parquet')
    expect(answer.headers.get('content-disposition')).toContain('answer.parquet')
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 4)
        .toString(),
    ).toBe('PAR1')
  })

  it('is off unless it is turned on', async () => {
    const { createReports } = await import('./create-reports.js')
    const app = createReports({ reader: api.storage.reader, sites: api.sites, now: Date.now })
    const headers = { authorization: `Bearer ${api.keys.read}` }
    const answer = await app.request('/v1/sql', { method: 'POST', headers, body: '{"query":"SELECT 1"}' })
    expect([answer.status, (await answer.json()).message]).toEqual([404, expect.stringContaining('TOUCHLINE_SQL=on')])
  })
})
