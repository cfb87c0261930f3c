import { facts } from './page.js'
import { search, selectItem, viewItemList } from './tracking.js'

if (facts.search?.term) search(facts.search.term, facts.search.results)
if (facts.list.products.length > 0) viewItemList(facts.list)

for (const card of document.querySelectorAll('[data-item]')) {
  card.querySelector('a').addEventListener('click', () => selectItem(facts.list, card.dataset.item))
}
