import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '../../test/open-test-api.js'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const filters = [{ dimension: 'device', operator: 'is', values: ['desktop'] }]
const period = { from: '2026-02-20', to: '2026-03-10' }
const steps = [{ name: 'page_view' }]
const entered = async (more: object) => {
  const answer = await (await api.send('POST', '/v1/reports/funnel', { body: { ...period, steps, ...more } })).json()
  return [answer.totals.entered, answer.totals.compare?.entered]
}

describe('segments', () => {
  it('are saved, replaced, listed, used, compared with and removed', async () => {
    const put = (name: string, asked: unknown) =>
      api.send('PUT', `/v1/segments/${encodeURIComponent(name)}`, { key: api.keys.server, body: { filters: asked } })
    expect((await put('Máy tính', [{ dimension: 'device', operator: 'is', values: ['tv'] }])).status).toBe(200)
    const saved = await put('Máy tính', filters)
    expect(await saved.json()).toEqual({ name: 'Máy tính', filters })
    expect(await (await api.send('GET', '/v1/segments')).json()).toEqual({ segments: [{ name: 'Máy tính', filters }] })

    expect(await entered({})).toEqual([3, undefined])
    expect(await entered({ segment: 'Máy tính' })).toEqual([1, undefined])
    expect(await entered({ compare: { segment: 'Máy tính' } })).toEqual([3, 1])
    const both = { segment: 'Máy tính', filters: [{ dimension: 'channel', operator: 'is', values: ['email'] }] }
    expect(await entered(both)).toEqual([0, undefined])

    const remove = () => api.send('DELETE', `/v1/segments/${encodeURIComponent('Máy tính')}`, { key: api.keys.server })
    expect((await remove()).status).toBe(200)
    expect((await remove()).status).toBe(404)
    expect(await (await api.send('GET', '/v1/segments')).json()).toEqual({ segments: [] })
  })

  it('are of one site', async () => {
    await api.send('PUT', '/v1/segments/mine', { key: api.keys.server, body: { filters } })
    expect(await (await api.send('GET', '/v1/segments', { key: api.keys.other })).json()).toEqual({ segments: [] })
    expect((await api.send('GET', '/v1/segments?site_id=other')).status).toBe(403)
  })

  it('are not changed with a read key', async () => {
    expect((await api.send('PUT', '/v1/segments/x', { body: { filters } })).status).toBe(403)
    expect((await api.send('DELETE', '/v1/segments/mine')).status).toBe(403)
  })

  it.each([
    ['no filters', 'x', { filters: [] }, 'filters'],
    ['an unknown dimension', 'x', { filters: [{ ...filters[0], dimension: 'colour' }] }, 'unknown dimension "colour"'],
    ['an unknown field', 'x', { filters, colour: 1 }, 'colour'],
    ['a name that is none', "'; DROP", { filters }, '1 to 64 letters'],
  ])('are refused with %s', async (_, name, body, sentence) => {
    const answer = await api.send('PUT', `/v1/segments/${encodeURIComponent(name)}`, { key: api.keys.server, body })
    expect(answer.status).toBe(400)
    expect((await answer.json()).message).toContain(sentence)
  })
})
