import { readFileSync } from 'node:fs'

export const { categories, products } = JSON.parse(readFileSync(new URL('../catalogue.json', import.meta.url), 'utf8'))

export const currencyOf = (lang) => (lang === 'vi' ? 'VND' : 'EUR')
export const findCategory = (slug) => categories.find((category) => category.slug === slug)
export const findProduct = (slug) => products.find((product) => product.slug === slug)
export const productsIn = (category) => products.filter((product) => product.category === category.slug)

/** Letters without their marks, so that `den` finds `đèn` and `mane` finds `Måne`. */
const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd')

/** Products in which every word of the term occurs, in either language. */
export function searchProducts(term) {
  const words = plain(term).split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  return products.filter((product) => {
    const category = findCategory(product.category)
    const texts = [product.name, category.name, product.description].flatMap((text) => [text.en, text.vi])
    const haystack = plain([...texts, product.brand].join(' '))
    return words.every((word) => haystack.includes(word))
  })
}

/**
 * A product as the pages' scripts need it. Analytics gets the English names in both languages, so that reports count a
 * product once.
 */
export function productFacts(product, lang) {
  return {
    slug: product.slug,
    name: product.name[lang],
    price: product.price[currencyOf(lang)],
    item: {
      item_id: product.item_id,
      item_name: product.name.en,
      item_brand: product.brand,
      item_category: findCategory(product.category).name.en,
    },
  }
}
