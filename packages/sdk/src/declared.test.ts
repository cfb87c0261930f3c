import { describe, expect, it } from 'vitest'
import { useShop } from './testing/use-shop.js'

const shop = useShop()
const timeout = 30_000
const attributes = (fields: Record<string, string>) =>
  Object.entries(fields)
    .map(([name, value]) => `data-touchline-${name}="${value}"`)
    .join(' ')

describe('declared events', () => {
  it('records what a button says when it is clicked', { timeout }, async () => {
    const said = attributes({
      event: 'add_to_cart',
      value: '49.9',
      currency: 'EUR',
      'item-id': 'shoe-42',
      quantity: '2',
      'gift-wrap': 'red',
    })
    shop().put('/', {
      body: `<div ${attributes({ event: 'outer' })}><button ${said}><b>Buy</b></button></div>
        <script>document.querySelector('button').addEventListener('click', (event) => event.stopImmediatePropagation())</script>`,
    })
    await shop().open()
    await shop().page.click('b')
    await shop().expectEvents({
      expected: [
        {
          kind: 'cart',
          name: 'add_to_cart',
          value: 49.9,
          currency: 'EUR',
          items: [{ item_id: 'shoe-42', quantity: 2 }],
          properties: { gift_wrap: 'red' },
        },
      ],
      refuted: [{ name: 'outer' }],
    })
    expect(shop().named('add_to_cart')).toHaveLength(1)
  })

  it('hears through an open shadow tree', { timeout }, async () => {
    shop().put('/', {
      body: `<shop-button></shop-button><script>
        customElements.define('shop-button', class extends HTMLElement {
          connectedCallback() {
            this.attachShadow({ mode: 'open' }).innerHTML = '<button ${attributes({ event: 'compare_items' })}>Compare</button>'
          }
        })
      </script>`,
    })
    await shop().open()
    await shop().page.click('button')
    await shop().until(() => shop().has({ name: 'compare_items' }), 'compare_items')
  })

  it('records a form when it is submitted, not when it is clicked', { timeout }, async () => {
    shop().put('/', {
      body: `<form ${attributes({ event: 'subscribe', list: 'news' })} onsubmit="event.preventDefault()">
        <input name="mail"><button>Go</button></form>`,
    })
    await shop().open()
    await shop().page.click('input')
    await shop().page.click('button')
    await shop().expectEvents({ expected: [{ name: 'subscribe', properties: { list: 'news' } }] })
    expect(shop().named('subscribe')).toHaveLength(1)
  })
})
