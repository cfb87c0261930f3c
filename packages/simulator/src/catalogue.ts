import type { Item } from '@touchline/events'
import { fromEur, type ShopCurrency } from './money.js'

/** The shop speaks two languages. */
export type ShopLanguage = 'en' | 'vi'
type Text = Readonly<Record<ShopLanguage, string>>

export interface Category {
  slug: string
  name: Text
}

export interface Product {
  id: string
  slug: string
  name: Text
  brand: string
  category: Category
  /** EUR, tax included. */
  price: number
}

type Row = [slug: string, en: string, vi: string, brand: string, price: number]

function category(slug: string, en: string, vi: string, rows: Row[]): Product[] {
  const shared: Category = { slug, name: { en, vi } }
  return rows.map(([product, english, vietnamese, brand, price], index) => ({
    id: `${slug.slice(0, 3).toUpperCase()}-${101 + index}`,
    slug: product,
    name: { en: english, vi: vietnamese },
    brand,
    category: shared,
    price,
  }))
}

const shelves = [
  category('ceramics', 'Ceramics', 'Gốm sứ', [
    ['celadon-vase', 'Celadon vase', 'Bình gốm men ngọc', 'Bát Tràng', 39.9],
    ['rice-bowl-set', 'Set of six rice bowls', 'Bộ sáu bát ăn cơm', 'Bát Tràng', 46],
    ['teapot-lotus', 'Lotus teapot', 'Ấm trà hoa sen', 'Chu Đậu', 34.5],
    ['espresso-cups', 'Pair of espresso cups', 'Cặp tách cà phê', 'Kajsa', 17.9],
    ['incense-holder', 'Incense holder', 'Đế cắm nhang', 'Chu Đậu', 8.9],
    ['serving-plate', 'Large serving plate', 'Đĩa lớn bày món', 'Kajsa', 28],
  ]),
  category('textiles', 'Textiles', 'Vải và chăn gối', [
    ['linen-bedding', 'Linen bedding', 'Bộ ga gối vải lanh', 'Väinö', 129],
    ['silk-cushion', 'Silk cushion cover', 'Vỏ gối lụa Hà Đông', 'Hà Đông', 24.9],
    ['wool-throw', 'Wool throw', 'Chăn len dệt tay', 'Väinö', 79],
    ['cotton-towels', 'Four cotton towels', 'Bốn khăn bông', 'Ömse', 32],
    ['indigo-runner', 'Indigo table runner', 'Khăn trải bàn nhuộm chàm', 'Sa Pa', 27.5],
    ['tea-towel', 'Tea towel', 'Khăn lau chén', 'Ömse', 6.9],
  ]),
  category('lighting', 'Lighting', 'Đèn', [
    ['paper-lantern', 'Hội An paper lantern', 'Đèn lồng Hội An', 'Hội An', 19.9],
    ['bamboo-pendant', 'Bamboo pendant lamp', 'Đèn thả tre', 'Tre Việt', 64],
    ['desk-lamp', 'Brass desk lamp', 'Đèn bàn đồng thau', 'Ljusgård', 89],
    ['floor-lamp', 'Oak floor lamp', 'Đèn sàn gỗ sồi', 'Ljusgård', 149],
    ['beeswax-candles', 'Six beeswax candles', 'Sáu nến sáp ong', 'Mật', 12.5],
    ['tea-light', 'Box of tea lights', 'Hộp nến nhỏ', 'Mật', 3.9],
  ]),
  category('kitchen', 'Kitchen', 'Nhà bếp', [
    ['phin-filter', 'Phin coffee filter', 'Phin cà phê', 'Sài Gòn', 7.5],
    ['chef-knife', 'Chef’s knife', 'Dao đầu bếp', 'Fiskeby', 72],
    ['mortar', 'Granite mortar', 'Cối đá', 'Non Nước', 29],
    ['cutting-board', 'Acacia cutting board', 'Thớt gỗ keo', 'Tre Việt', 22.9],
    ['cast-iron-pot', 'Cast-iron pot', 'Nồi gang', 'Fiskeby', 98],
    ['chopsticks', 'Ten pairs of chopsticks', 'Mười đôi đũa', 'Tre Việt', 9.9],
  ]),
  category('storage', 'Storage', 'Giỏ và kệ', [
    ['rattan-basket', 'Rattan basket', 'Giỏ mây', 'Phú Vinh', 26],
    ['seagrass-box', 'Seagrass box with lid', 'Hộp cói có nắp', 'Kim Sơn', 18.5],
    ['wall-shelf', 'Ash wall shelf', 'Kệ treo gỗ tần bì', 'Väinö', 58],
    ['lacquer-tray', 'Lacquer tray', 'Khay sơn mài', 'Hạ Thái', 36],
    ['coat-rack', 'Coat rack', 'Giá treo áo', 'Väinö', 109],
    ['glass-jars', 'Three glass jars', 'Ba hũ thủy tinh', 'Ömse', 14.9],
  ]),
] as const

export const products: readonly [Product, ...Product[]] = shelves.flat() as [Product, ...Product[]]
export const categories = shelves.map((shelf) => (shelf[0] as Product).category) as [Category, ...Category[]]
/** Put into the cart from the cart's own page. */
export const cheapest: Product = products.reduce((least, product) => (product.price < least.price ? product : least))

export function productsOf(slug: string): [Product, ...Product[]] {
  return products.filter((product) => product.category.slug === slug) as [Product, ...Product[]]
}

export const searchTerms: Readonly<Record<ShopLanguage, [string, ...string[]]>> = {
  en: ['vase', 'linen', 'lamp', 'gift', 'tea set', 'basket', 'candles'],
  vi: ['bình gốm', 'đèn lồng', 'ga gối', 'quà tặng', 'ấm trà', 'giỏ mây', 'nến'],
}

/** A product as an item of an event. Categories keep their English name so that both languages add up. */
export function toItem(product: Product, language: ShopLanguage, currency: ShopCurrency, quantity = 1): Item {
  return {
    item_id: product.id,
    item_name: product.name[language],
    item_brand: product.brand,
    item_category: product.category.name.en,
    price: fromEur(product.price, currency),
    quantity,
  }
}
