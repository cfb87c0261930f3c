import type { Category, Product, ShopLanguage } from './catalogue.js'

/** A page of the shop, before its address is completed with language and campaign. */
export interface ShopPage {
  path: string
  title: Readonly<Record<ShopLanguage, string>>
  page_type: string
}

const fixed = (path: string, page_type: string, en: string, vi: string): ShopPage => ({
  path,
  page_type,
  title: { en, vi },
})

export const homePage = fixed('/', 'home', 'Homeware from near and far', 'Đồ dùng cho ngôi nhà ấm')
export const searchPage = fixed('/search', 'search', 'Search', 'Tìm kiếm')
export const cartPage = fixed('/cart', 'cart', 'Your cart', 'Giỏ hàng của bạn')
export const checkoutPage = fixed('/checkout', 'checkout', 'Checkout', 'Thanh toán')
export const thanksPage = fixed('/checkout/thanks', 'confirmation', 'Thank you', 'Cảm ơn bạn')
export const accountPage = fixed('/account', 'account', 'Your orders', 'Đơn hàng của bạn')

export function listPage({ slug, name }: Category): ShopPage {
  return { path: `/c/${slug}`, page_type: 'list', title: name }
}

export function productPage({ slug, name }: Product): ShopPage {
  return { path: `/p/${slug}`, page_type: 'product', title: name }
}

/** The page as it stands on an event. */
export function addressOf(page: ShopPage, language: ShopLanguage, origin: string, query = '', referrer = '') {
  const path = language === 'vi' ? `/vi${page.path === '/' ? '' : page.path}` : page.path
  return {
    url: `${origin}${path}${query}`,
    path,
    title: `${page.title[language]} – Nhà Ấm`,
    ...(referrer && { referrer }),
    page_type: page.page_type,
  }
}
