import { guard } from '../guard.js'
import type { Item, Track } from '../types.js'

// biome-ignore lint/suspicious/noExplicitAny: other tools' calls take anything
type Call = any

/** Maps what the page tells Matomo, Plausible and Umami, whether these are still there or only their calls. */
export function hearTools(track: Track): void {
  const readMatomo = guard(matomoReader(track))
  wrapGlobal('_paq', (queue: Call) => {
    const list = queue ?? []
    if (Array.isArray(list)) list.forEach(readMatomo)
    const { push } = list
    list.push = (...calls: Call[]) => {
      calls.forEach(readMatomo)
      return push.apply(list, calls)
    }
    return list
  })

  const readPlausible = guard((name: string, { props, revenue }: Call = {}) => {
    if (name !== 'pageview') track(name, { ...props, value: revenue?.amount, currency: revenue?.currency })
  })
  wrapGlobal('plausible', (plausible: Call) => {
    const calls: Call[] = plausible?.q ?? []
    for (const call of calls) readPlausible(...(call as [string, Call]))
    const heard = (...call: [string, Call]) => {
      readPlausible(...call)
      if (plausible) return plausible(...call)
      calls.push(call)
    }
    return Object.assign(heard, plausible, { q: calls })
  })

  const readUmami = guard((name: unknown, fields: Call) => {
    if (typeof name === 'string') track(name, fields)
  })
  wrapGlobal('umami', (umami: Call) => ({
    ...umami,
    track: (...call: Call[]) => {
      readUmami(call[0], call[1])
      return umami?.track?.(...call)
    },
  }))
}

/** Wraps a global that is there or comes later, and again when its tool replaces it. */
function wrapGlobal(name: string, wrap: (value: Call) => Call): void {
  const scope = window as unknown as Record<string, Call>
  guard(() => {
    let current = wrap(scope[name])
    Object.defineProperty(scope, name, {
      configurable: true,
      get: () => current,
      set: (value) => {
        current = wrap(value)
      },
    })
  })()
}

/** Matomo's calls: the cart is told whole each time, as items before an update or an order. */
function matomoReader(track: Track): (call: Call) => void {
  let items: Item[] = []
  let lastCount = 0
  const item = (id: string, name?: string, category?: string | string[], price?: number, quantity?: number): Item => ({
    item_id: id,
    item_name: name || undefined,
    item_category: (Array.isArray(category) ? category[0] : category) || undefined,
    price,
    quantity,
  })
  const commands: Record<string, (...values: Call[]) => void> = {
    addEcommerceItem: (id, name, category, price, quantity = 1) => {
      items = [...items.filter(({ item_id }) => item_id !== id), item(id, name, category, price, quantity)]
    },
    removeEcommerceItem: (id) => {
      items = items.filter(({ item_id }) => item_id !== id)
    },
    clearEcommerceCart: () => {
      items = []
    },
    trackEcommerceCartUpdate: (value) => {
      const count = items.reduce((sum, { quantity = 1 }) => sum + quantity, 0)
      track(count === 0 ? 'cart_emptied' : count < lastCount ? 'remove_from_cart' : 'add_to_cart', { value, items })
      lastCount = count
    },
    trackEcommerceOrder: (transaction_id, value, _subtotal, tax, shipping) => {
      track('purchase', { transaction_id, value, tax, shipping, items })
      items = []
      lastCount = 0
    },
    setEcommerceView: (id, name, category, price) => {
      if (id) track('view_item', { items: [item(id, name, category, price)] })
      else track('view_item_list', { item_list_name: Array.isArray(category) ? category[0] : category })
    },
    trackSiteSearch: (search_term, category, results) => track('search', { search_term, category, results }),
    trackEvent: (category, action, label, value) => track(action, { category, label, value }),
    trackGoal: (goal_id, value) => track('goal', { goal_id, value }),
  }
  return ([command, ...values]) => commands[command]?.(...values)
}
