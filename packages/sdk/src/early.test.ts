import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { useShop } from './testing/use-shop.js'

const shop = useShop()
const timeout = 30_000
const stub = async () => {
  const source = await readFile(new URL('../dist/early.js', import.meta.url), 'utf8')
  return source.replace('SITE', shop().siteId).replace('https://COLLECTOR', shop().endpoint)
}

describe('the stub with early leave', () => {
  it('reports the view and the leave of a visitor whom the script never reaches', { timeout }, async () => {
    await shop().page.route('**/touchline.js', (route) => route.abort())
    shop().put('/', { head: `<script>${await stub()}</script>` })
    await shop().page.goto(`${shop().origin}/#token`)
    await shop().leave()
    expect(shop().events).toMatchObject([
      { kind: 'touchpoint', name: 'page_view', page: { url: `${shop().origin}/` } },
      { kind: 'page_load', name: 'page_leave', hidden_at_ms: expect.any(Number) },
    ])
  })

  it('leaves everything to the script where that comes', { timeout }, async () => {
    shop().put('/', { head: `<script>${await stub()}; touchline('track', 'queued')</script>` })
    await shop().open()
    await shop().expectEvents({ expected: [{ name: 'page_view' }, { name: 'queued' }] })
    expect(shop().named('page_view')).toHaveLength(1)
    expect(shop().named('page_leave')).toHaveLength(0)
    expect(shop().named('page_load')).toHaveLength(1)
  })
})
