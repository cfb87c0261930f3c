import { categories, type Product, products, productsOf, searchTerms, toItem } from './catalogue.js'
import { homePage, listPage, productPage, searchPage } from './shop-pages.js'
import type { VisitLog } from './visit-log.js'

const listItems = 6

/** Looks at the products of a list: the open page's own, or those a search found. */
export function viewList(log: VisitLog, slug: string, shown: readonly Product[] = productsOf(slug)): void {
  const { shopLanguage, currency } = log.person
  log.emit('view_item_list', {
    items: shown.slice(0, listItems).map((product, index) => ({
      ...toItem(product, shopLanguage, currency),
      index,
      item_list_id: slug,
    })),
  })
  log.pause(9)
}

/** Looks at the product of the open page. */
export function viewProduct(log: VisitLog, product: Product): void {
  const { random } = log.world
  const items = [toItem(product, log.person.shopLanguage, log.person.currency)]
  log.emit('view_item', { items })
  log.pause(18)
  if (random.chance(0.16)) {
    log.emit('read_review', { items })
    log.pause(14)
  }
  if (random.chance(0.07)) log.emit('add_to_wishlist', { items })
  if (random.chance(0.03)) log.emit('compare_items', { items })
}

/** Follows a list's link to the product. */
export function selectProduct(log: VisitLog, product: Product): void {
  log.emit('select_item', { items: [toItem(product, log.person.shopLanguage, log.person.currency)] })
  log.open(productPage(product))
  viewProduct(log, product)
}

/** Goes from wherever the visit is to the product: through its list, or a search. */
export function goToProduct(log: VisitLog, product: Product): void {
  if (log.world.random.chance(0.15)) {
    search(log)
    viewList(log, 'search', [product])
  } else {
    log.open(listPage(product.category))
    viewList(log, product.category.slug)
  }
  selectProduct(log, product)
}

/** Looks for something by name, and sees the page of results. */
function search(log: VisitLog): void {
  const term = log.world.random.pick(searchTerms[log.person.shopLanguage])
  log.open(searchPage, `?q=${encodeURIComponent(term)}`)
  log.emit('search', { properties: { search_term: term } })
  log.pause(4)
}

/** The home page's promotion is seen, and sometimes followed to its list. */
export function viewPromotion(log: VisitLog): void {
  const { random } = log.world
  const promotion = { properties: { promotion_id: 'spring-table', promotion_name: 'Spring table' } }
  if (!random.chance(0.4)) return
  log.emit('view_promotion', promotion)
  log.pause(5)
  if (random.chance(0.1)) log.emit('select_promotion', promotion)
}

/** A visit that views no product: home, lists, perhaps a fruitless search. Half of them see one page only. */
export function lookAround(log: VisitLog): void {
  const { random } = log.world
  log.pause(7)
  if (random.chance(0.5)) return
  const rounds = 1 + random.poisson(0.6)
  for (let round = 0; round < rounds; round++) {
    if (random.chance(0.12)) {
      search(log)
      log.pause(6)
      continue
    }
    const category = random.pick(categories)
    const page = random.chance(0.15) ? homePage : listPage(category)
    if (!log.tryOpen(page)) {
      if (random.chance(0.5)) return
      continue
    }
    if (page !== homePage) viewList(log, category.slug)
    else log.pause(6)
  }
}

/** More products after the first; the visitor may leave while one of their pages loads, or move on to the next. */
export function viewMore(log: VisitLog): void {
  const { random } = log.world
  while (random.chance(0.4)) {
    const product = random.pick(products)
    if (log.tryOpen(productPage(product))) viewProduct(log, product)
    else if (random.chance(0.5)) return
  }
}
