import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../support/clickhouse.js'
import { batchOf, newId, post, viewItem } from '../support/event-load.js'
import { type RunningShop, residentBytes, startShop, takesEvents } from '../support/running-shop.js'
import { metric } from '../support/touchline-process.js'
import { scale } from './scale.js'

let shop: RunningShop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop?.close())

const send = (body: string) => post(shop.server.collector, body)
const sendEvents = (events: unknown[]) => send(batchOf(events))
const rowOf = async <T>(eventId: string, columns: string) => {
  const [row] = await ask<T>(shop.door, `SELECT ${columns} FROM events WHERE event_id = '${eventId}'`)
  return row
}
const monthMs = 30.44 * 86_400_000

describe('events that are made to do harm', () => {
  it('A1 one lone surrogate among 1,000 events: all are stored, that one with U+FFFD', async () => {
    const events = Array.from({ length: 1000 }, () => viewItem())
    const poisoned = viewItem({ properties: { note: 'a\ud800b' } })
    events[500] = poisoned
    // JSON.stringify writes it as \ud800, as a page's script would.
    expect(await (await sendEvents(events)).json()).toEqual({ accepted: 1000, rejected: [] })
    await shop.drained()
    const ids = events.map(({ event_id }) => `'${event_id}'`).join()
    expect(await ask(shop.door, `SELECT count() AS stored FROM events WHERE event_id IN (${ids})`)).toEqual([
      { stored: 1000 },
    ])
    expect(await rowOf(poisoned.event_id, 'properties')).toEqual({ properties: { note: 'a\ufffdb' } })
    expect(await metric(shop.server, 'touchline_dead_lettered_total')).toBe(0)
  })

  it('A2 times over 150 months, of 1970 and of 2299: refused one by one as `clock`, and the drain moves on', async () => {
    const now = Date.now()
    const times = [0, Date.UTC(2299, 11, 31), ...Array.from({ length: 150 }, (_, i) => now - (i + 1) * monthMs)]
    // Wrong in the id, in the time, and in both.
    const hostile = times.flatMap((time) => [
      viewItem({ event_id: newId(time) }),
      viewItem({ occurred_at: Math.round(time) }),
      viewItem({ event_id: newId(time), occurred_at: Math.round(time) }),
    ])
    const good = viewItem()
    const answer = await sendEvents([...hostile, good])
    expect(answer.status).toBe(202)
    const { accepted, rejected } = (await answer.json()) as { accepted: number; rejected: { reason: string }[] }
    // A month ago is still within what a clock may be off: such an id alone is believed.
    const believed = hostile.length - rejected.length
    expect(believed).toBeLessThanOrEqual(1)
    expect(accepted).toBe(believed + 1)
    expect(new Set(rejected.map(({ reason }) => reason))).toEqual(new Set(['clock']))
    await shop.drained()
    expect(await rowOf(good.event_id, 'name')).toEqual({ name: 'view_item' })
    const [letters] = await ask<{ clock: number }>(
      shop.door,
      "SELECT count() AS clock FROM dead_letters WHERE stage = 'clock'",
    )
    expect(letters?.clock).toBe(rejected.length)
    const [partitions] = await ask<{ parts: number }>(shop.door, 'SELECT uniq(_partition_id) AS parts FROM events')
    expect(partitions?.parts).toBeLessThanOrEqual(3)
  })

  it('A3 NUL, duplicate keys, 1e400 and huge integers: a defined result each, and the batch is not held up', async () => {
    const written = (changes: string) => {
      const { event_id, ...event } = viewItem()
      return { event_id, json: JSON.stringify({ event_id, ...event }).replace(/}$/, `,${changes}}`) }
    }
    const nul = written('"properties":{"note":"a\\u0000b"}')
    const twice = written('"name":"search","properties":{"a":1,"a":2}')
    const infinite = written('"score":1e400')
    const infiniteProperty = written('"properties":{"a":1e400}')
    const huge = written('"score":123456789012345678901234567890')
    const hugeProperty = written('"properties":{"a":123456789012345678901234567890}')
    const plain = written('"score":1')
    const all = [nul, twice, infinite, infiniteProperty, huge, hugeProperty, plain]
    const answer = await send(
      `{"site_id":"shop","sent_at":${Date.now()},"events":[${all.map(({ json }) => json).join()}]}`,
    )
    expect(answer.status).toBe(202)
    const { accepted, rejected } = (await answer.json()) as { accepted: number; rejected: { index: number }[] }
    expect([accepted, rejected.map(({ index }) => index)]).toEqual([4, [2, 3, 4]])
    await shop.drained()
    expect(await rowOf(nul.event_id, 'properties')).toEqual({ properties: { note: 'ab' } })
    expect(await rowOf(twice.event_id, 'name, properties')).toEqual({ name: 'search', properties: { a: '2' } })
    expect(await rowOf(hugeProperty.event_id, 'properties')).toEqual({
      // As near as a double comes.
      properties: { a: '1.2345678901234568e+29' },
    })
    expect(await rowOf(plain.event_id, 'score')).toEqual({ score: 1 })
  })

  it('A6 JSON 30,000 deep, and 20,000 bad events: 400 with a short answer', async () => {
    const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`
    const deepObject = `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`
    for (const body of [deep, deepObject, batchOf([]).replace('[]', `${deep},"x":${deepObject}`)]) {
      const answer = await send(body)
      expect([answer.status, (await answer.text()).length < 4096]).toEqual([400, true])
    }
    const many = await sendEvents(Array.from({ length: 20_000 }, () => ({})))
    expect([many.status, (await many.text()).length < 4096]).toEqual([400, true])
    // Among others, one deep event costs only itself.
    const beside = await send(batchOf([0, viewItem()]).replace('[0', `[${deepObject}`))
    expect(beside.status).toBe(202)
    const { accepted, rejected } = await beside.json()
    expect([accepted, rejected.length]).toEqual([1, 1])
    expect(await takesEvents(shop)).toBe(true)
  })

  it('A7 keys such as __proto__ and constructor: refused or kept as what they are, and nothing is polluted', async () => {
    const keys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']
    const hostile = keys.flatMap((key) => [
      JSON.stringify(viewItem()).replace(/}$/, `,"properties":{"${key}":"polluted"}}`),
      JSON.stringify(viewItem()).replace(/}$/, `,"properties":{"${key}":{"polluted":"yes","visitor_id":"polluted"}}}`),
      JSON.stringify(viewItem()).replace(/}$/, `,"${key}":{"polluted":"yes","bot":"polluted"}}`),
    ])
    const first = await send(`{"site_id":"shop","sent_at":${Date.now()},"events":[${hostile.join()}]}`)
    expect(first.status).toBe(202)
    const { accepted, rejected } = (await first.json()) as { accepted: number; rejected: unknown[] }
    expect(accepted + rejected.length).toBe(hostile.length)
    // What is neither a scalar nor a known field is refused; only a property named __proto__ is left out unseen.
    expect(rejected.length).toBe(2 * keys.length - 1)
    const envelope = await send(batchOf([viewItem()]).replace(/}$/, ',"__proto__":{"trusted":true,"polluted":"yes"}}'))
    expect([202, 400]).toContain(envelope.status)

    const { visitor_id: _, ...anonymous } = viewItem()
    const answer = await sendEvents([anonymous])
    expect(Object.keys(await answer.json())).toEqual(['accepted', 'rejected'])
    await shop.drained()
    expect(await rowOf(anonymous.event_id as string, 'bot, trusted, user_id, properties')).toEqual({
      bot: '',
      trusted: 0,
      user_id: '',
      properties: {},
    })
    const everything = await (await fetch(`${shop.server.metrics}/metrics`)).text()
    expect(everything).not.toContain('polluted')
    const polluted = await ask(
      shop.door,
      "SELECT event_id FROM events WHERE visitor_id = 'polluted' OR bot = 'polluted'",
    )
    expect(polluted).toEqual([])
  })

  it('A12 many distinct property keys, addresses and paths: metric series and memory stay bounded', async () => {
    const series = async () =>
      (await (await fetch(`${shop.server.metrics}/metrics`)).text()).split('\n').filter((line) => !line.startsWith('#'))
    const round = async (number: number) => {
      const events = Array.from({ length: 500 }, (_, i) => {
        const unique = `${number}-${i}`
        const properties = Object.fromEntries(Array.from({ length: 20 }, (_, key) => [`k${unique}-${key}`, unique]))
        return viewItem({ page: { url: `https://shop.example/${unique}?utm_source=${unique}` }, properties })
      })
      expect((await sendEvents(events)).status).toBe(202)
      await fetch(`${shop.server.collector}/path/${number}`)
    }
    await round(0)
    const before = await series()
    for (let number = 1; number <= 40 * scale; number++) await round(number)
    const names = (lines: string[]) => lines.map((line) => line.replace(/ \S+$/, ''))
    expect(names(await series())).toEqual(names(before))
    await shop.drained()
    const [keys] = await ask<{ keys: number }>(
      shop.door,
      'SELECT uniqExact(arrayJoin(mapKeys(properties))) AS keys FROM events',
    )
    expect(keys?.keys).toBeGreaterThan(400_000 * scale)
    expect(residentBytes(shop)).toBeLessThan(512 * 2 ** 20)
    expect(await takesEvents(shop)).toBe(true)
  })
})
