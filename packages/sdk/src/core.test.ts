import { describe, expect, it } from 'vitest'
import { useShop } from './testing/use-shop.js'

const shop = useShop()
const timeout = 30_000

describe('the core alone', () => {
  it('records views and calls, in storage until they are confirmed, and no load', { timeout }, async () => {
    const tag = `<script src="/touchline.core.js" data-site="${shop().siteId}" data-mode="first_party" data-endpoint="${shop().endpoint}"></script>`
    shop().put('/', { attributes: { 'data-site': false }, head: `${tag}<script>window.dataLayer = []</script>` })
    shop().answer = () => 'reset'
    await shop().open()
    await shop().call('track', 'add_to_cart', { item_id: 'a' })
    await shop().leave()
    expect(shop().events).toEqual([])
    shop().answer = () => ({ status: 202 })
    await shop().open()
    await shop().expectEvents({
      expected: [{ kind: 'cart', name: 'add_to_cart', items: [{ item_id: 'a' }] }],
      refuted: [{ kind: 'page_load' }],
    })
    expect(shop().named('page_view')).toHaveLength(2)
  })
})
