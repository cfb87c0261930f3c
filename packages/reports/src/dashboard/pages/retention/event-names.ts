/** Events that are asked about most, offered where one may name any. */
export const usualEvents = ['page_view', 'view_item', 'add_to_cart', 'begin_checkout', 'purchase', 'login'] as const
