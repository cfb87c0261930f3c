import { once } from 'node:events'
import { createWriteStream } from 'node:fs'

const names = ['page_view', 'view_item', 'add_to_cart', 'begin_checkout', 'purchase']

/** Writes an import file of a shop's events over 30 days: ids of its own, a page, properties, and items in the carts. */
export async function writeImportFile(path, lines) {
  const file = createWriteStream(path)
  const endMs = Date.now()
  for (let i = 0; i < lines; i++) {
    const name = names[i % names.length]
    const item = { item_id: `NN-${i % 500}`, item_name: 'Trăng table lamp', price: 89, quantity: 1 + (i % 3) }
    const line = {
      name,
      event_id: `order-system-${i}`,
      occurred_at: endMs - Math.floor(((lines - i) / lines) * 30 * 86_400_000),
      visitor_id: `visitor-${i % 20_000}`,
      page: { url: `https://shop.example/p/${i % 500}`, title: 'Đèn bàn Trăng' },
      properties: { list: 'home', position: i % 20 },
      ...(i % names.length >= 2 ? { items: [item], value: 89, currency: 'EUR' } : {}),
    }
    if (!file.write(`${JSON.stringify(line)}\n`)) await once(file, 'drain')
  }
  await once(file.end(), 'finish')
}
