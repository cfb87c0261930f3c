import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '../../test/open-test-api.js'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const put = (id: string, body: object, key = api.keys.server) =>
  api.send('PUT', `/v1/annotations/${encodeURIComponent(id)}`, { key, body })
const list = async (key?: string) => (await (await api.send('GET', '/v1/annotations', { key })).json()).annotations

describe('annotations', () => {
  it('are saved, replaced, listed by day and removed', async () => {
    expect((await put('v2', { day: '2026-03-05', kind: 'deploy', text: 'Second' })).status).toBe(200)
    await put('v1', { day: '2026-03-01', text: 'First' })
    await put('v2', { day: '2026-03-04', kind: 'deploy', text: 'Second again' })
    expect(await list()).toEqual([
      { annotation_id: 'v1', day: '2026-03-01', kind: 'other', text: 'First' },
      { annotation_id: 'v2', day: '2026-03-04', kind: 'deploy', text: 'Second again' },
    ])
    const remove = () => api.send('DELETE', '/v1/annotations/v1', { key: api.keys.server })
    expect((await remove()).status).toBe(200)
    expect((await remove()).status).toBe(404)
    expect(await list()).toHaveLength(1)
    expect(await list(api.keys.other)).toEqual([])
  })

  it('are not changed with a read key, and make sense', async () => {
    expect((await put('x', { day: '2026-03-05', text: 'x' }, api.keys.read)).status).toBe(403)
    expect((await put('a b', { day: '2026-03-05', text: 'x' })).status).toBe(400)
    expect((await put('x', { day: '2026-02-30', text: 'x' })).status).toBe(400)
    expect((await put('x', { day: '2026-03-05', text: ' ' })).status).toBe(400)
  })
})
