import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchOf, post } from '../support/event-load.js'
import { type RunningShop, startShop, takesEvents } from '../support/running-shop.js'
import { shoppingWith } from './shopping-with.js'

/** Parameters that hold `attack` at every depth at which a report reads text. */
function nested(attack: string, steps: string[]): Record<string, unknown>[] {
  const step = (where: Record<string, unknown>) => ({ steps: [{ name: 'view_item', where: [where] }, 'purchase'] })
  return [
    { filters: [{ dimension: attack, operator: 'is', values: ['x'] }] },
    { filters: [{ dimension: 'path', operator: attack, values: ['x'] }] },
    ...['is', 'is_not', 'contains', 'matches', 'gt'].map((operator) => ({
      filters: [{ dimension: 'path', operator, values: [attack] }],
    })),
    { filters: [{ dimension: `properties.${attack}`, operator: 'is', values: [attack] }] },
    { steps: [{ name: attack }, { name: 'purchase' }] },
    ...['eq', 'neq', 'contains', 'prefix', 'in'].map((operator) => step({ property: 'note', operator, value: attack })),
    step({ property: attack, operator: 'eq', value: attack }),
    { steps, breakdown: { properties: [attack], attribution: attack } },
    { steps, breakdown: { properties: [attack] } },
    { steps, hold: attack },
    { steps, exclude: [{ name: attack, from_step: 0, to_step: 1 }] },
  ]
}

const secret = 'topsecret-of-the-other-shop'

describe('A11 SQL, url() and file() in the parameters of every report', () => {
  let shop: RunningShop
  let listener: Server
  let visits = 0
  let attacks: string[]
  beforeAll(async () => {
    shop = await startShop([
      ['shop', '--mode', 'first_party'],
      ['other', '--mode', 'first_party'],
    ])
    listener = createServer((socket) => {
      visits++
      socket.destroy()
    }).listen(0, '127.0.0.1')
    await once(listener, 'listening')
    const { port } = listener.address() as AddressInfo
    attacks = [
      "' OR 1=1 --",
      "x'); DROP TABLE events; --",
      "x' UNION ALL SELECT * FROM events WHERE site_id = 'other' --",
      `url('http://127.0.0.1:${port}/leak','CSV','a String')`,
      `' || (SELECT a FROM url('http://127.0.0.1:${port}/leak','CSV','a String')) || '`,
      "file('/etc/passwd','LineAsString')",
      "' || (SELECT any(path) FROM touchline.events WHERE site_id='other') || '",
      'site_id`, (SELECT 1)) -- {x:String} \\',
    ]
    await post(shop.server.collector, batchOf(shoppingWith('plain')))
    await post(shop.server.collector, batchOf(shoppingWith(secret), 'other'))
    await shop.drained()
  })
  afterAll(async () => {
    listener?.close()
    await shop?.close()
  })

  const bearer = () => ({ authorization: `Bearer ${shop.keys.shop?.read_key}` })
  async function harmless(answer: Response, what: string) {
    const text = await answer.text()
    expect([200, 400, 403, 404], `${what}: ${text.slice(0, 300)}`).toContain(answer.status)
    expect(text, what).not.toContain(secret)
    expect(text, what).not.toContain('root:')
    return { status: answer.status, text }
  }
  const ask = (name: string, params: unknown) =>
    fetch(`${shop.server.reports}/v1/reports/${name}`, {
      method: 'POST',
      body: JSON.stringify(params),
      headers: { ...bearer(), 'content-type': 'application/json' },
    })
  interface Entry {
    name: string
    parameters: { properties: Record<string, unknown> }
  }
  const catalogue = async () => {
    const answer = await fetch(`${shop.server.reports}/v1/reports`, { headers: bearer() })
    return ((await answer.json()) as { reports: Entry[] }).reports
  }

  it('A11 alone, as a list and inside of conditions: refused or literal, and no other site’s data', async () => {
    const reports = await catalogue()
    expect(reports.length).toBeGreaterThan(3)
    const steps = ['view_item', 'purchase']
    let answered = 0
    const tryAll = async (name: string, many: Record<string, unknown>[]) => {
      const required = name === 'funnel' ? { steps } : {}
      const statuses = await Promise.all(
        many.map(async (params) => {
          const answer = await ask(name, { ...required, ...params })
          return (await harmless(answer, `${name} ${JSON.stringify(params)}`)).status
        }),
      )
      answered += statuses.filter((status) => status === 200).length
    }
    for (const { name, parameters } of reports) {
      const names = Object.keys(parameters.properties)
      for (const attack of attacks) {
        const texts = names.map((parameter) => ({ [parameter]: attack }))
        await tryAll(name, [...texts, { [attack]: attack }])
      }
      for (const attack of attacks.slice(0, 4)) {
        await tryAll(
          name,
          names.flatMap((parameter) => [{ [parameter]: [attack] }, { [parameter]: { value: attack } }]),
        )
        await tryAll(name, nested(attack, steps))
      }
    }
    // Some were taken, as the text that they are.
    expect(answered).toBeGreaterThan(50)
    expect(visits).toBe(0)
  })

  it('A11 a condition that is SQL matches nothing, where the same without it does', async () => {
    const counted = async (value: string) => {
      const where = [{ property: 'note', operator: 'eq', value }]
      const { status, text } = await harmless(
        await ask('funnel', { steps: [{ name: 'view_item', where }, { name: 'purchase' }] }),
        value,
      )
      expect(status, text).toBe(200)
      return (JSON.parse(text) as { rows: { count: number }[] }).rows[0]?.count
    }
    expect(await counted('plain')).toBe(1)
    for (const attack of attacks) expect(await counted(attack)).toBe(0)
  })

  it('A11 in addresses, as the site, and through /v1/sql, which is off', async () => {
    for (const attack of attacks) {
      const text = encodeURIComponent(attack)
      for (const path of [
        `/v1/reports/${text}`,
        `/v1/reports/journey?as_of=${text}&site_id=shop`,
        `/v1/reports/funnel?steps=${text}&site_id=shop&from=${text}&breakdown=${text}&format=csv`,
        `/v1/visitors/${text}`,
      ]) {
        await harmless(await fetch(shop.server.reports + path, { headers: bearer() }), path)
      }
    }
    for (const site_id of ['other', ...attacks]) {
      const { status } = await harmless(await ask('journey', { site_id }), site_id)
      expect([400, 403, 404]).toContain(status)
    }
    const sql = await fetch(`${shop.server.reports}/v1/sql`, {
      method: 'POST',
      body: JSON.stringify({ query: 'SELECT * FROM events' }),
      headers: { ...bearer(), 'content-type': 'application/json' },
    })
    expect((await harmless(sql, '/v1/sql')).status).toBe(404)
    expect(visits).toBe(0)
    // The tables are all still there.
    expect(await takesEvents(shop)).toBe(true)
    await shop.drained()
  })
})
