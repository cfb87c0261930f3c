/** The fourteen ecommerce events as GA4's guide shows them, with the parameters that it shows. */
const tee = {
  item_id: 'SKU_12345',
  item_name: 'Stan and Friends Tee',
  affiliation: 'Google Merchandise Store',
  coupon: 'SUMMER_FUN',
  discount: 2.22,
  index: 0,
  item_brand: 'Google',
  item_category: 'Apparel',
  item_category2: 'Adult',
  item_category3: 'Shirts',
  item_category4: 'Crew',
  item_category5: 'Short sleeve',
  item_list_id: 'related_products',
  item_list_name: 'Related Products',
  item_variant: 'green',
  location_id: 'ChIJIQBpAG2ahYAR_6128GcTUEo',
  price: 10.01,
  quantity: 3,
}
const promotion = {
  creative_name: 'Summer Banner',
  creative_slot: 'featured_app_1',
  promotion_id: 'P_12345',
  promotion_name: 'Summer Sale',
}
const items = [tee]
const money = { currency: 'USD', value: 30.03 }
const list = { item_list_id: 'related_products', item_list_name: 'Related products' }

export const ga4Examples: Record<string, Record<string, unknown>> = {
  add_payment_info: { ...money, coupon: 'SUMMER_FUN', payment_type: 'Credit Card', items },
  add_shipping_info: { ...money, coupon: 'SUMMER_FUN', shipping_tier: 'Ground', items },
  add_to_cart: { ...money, items },
  add_to_wishlist: { ...money, items },
  begin_checkout: { ...money, coupon: 'SUMMER_FUN', items },
  purchase: {
    transaction_id: 'T_12345',
    ...money,
    value: 72.05,
    tax: 3.6,
    shipping: 5.99,
    coupon: 'SUMMER_SALE',
    customer_type: 'new',
    items: [
      tee,
      { ...tee, item_id: 'SKU_12346', item_name: "Google Grey Women's Tee", index: 1, quantity: 2, ...promotion },
    ],
  },
  refund: { ...money, transaction_id: 'T_12345', coupon: 'SUMMER_FUN', shipping: 3.33, tax: 1.11, items },
  remove_from_cart: { ...money, items },
  select_item: { ...list, items },
  select_promotion: { ...promotion, items: [{ ...tee, ...promotion }] },
  view_cart: { ...money, items },
  view_item: { ...money, items },
  view_item_list: { ...list, items: [tee, { ...tee, item_id: 'SKU_12346', index: 1 }] },
  view_promotion: { ...promotion, items: [{ ...tee, ...promotion }] },
}
