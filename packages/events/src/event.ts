import { z } from 'zod'
import { eventNamePattern, limits, propertyKeyPattern } from './limits.js'
import { cartNames, pageLoadNames } from './names.js'
import { stages } from './stages.js'

const text = z.string().max(limits.stringLength)
const id = z.string().min(1).max(128)
const ms = (description: string) => z.number().min(0).max(86_400_000).meta({ description, unit: 'ms' })
const money = (description: string) => z.number().min(-1e12).max(1e12).meta({ description, unit: 'major units' })

export const currencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as EUR or VND')
  .meta({ description: 'ISO 4217 currency code' })

export const propertiesSchema = z
  .record(
    z.string().regex(propertyKeyPattern),
    z.union([text, z.number(), z.boolean(), z.null()], 'must be text, a number, true, false or null'),
  )
  .refine(
    (properties) => Object.keys(properties).length <= limits.properties,
    `at most ${limits.properties} properties`,
  )
  .meta({ description: 'Custom properties: flat, scalar values' })

export const pageSchema = z
  .strictObject({
    url: z.string().max(limits.urlLength).optional().meta({ description: 'Address of the page' }),
    path: z.string().max(limits.urlLength).optional().meta({ description: 'Path; taken from url when absent' }),
    title: text.optional(),
    referrer: z.string().max(limits.urlLength).optional(),
    page_type: z.string().max(64).optional().meta({ description: 'home, list, product, cart, checkout, …' }),
  })
  .meta({ description: 'The page on which the event happened' })

export const channelSchema = z
  .strictObject({
    source: text.optional(),
    medium: text.optional(),
    campaign: text.optional(),
    content: text.optional(),
    term: text.optional(),
    click_id: text.optional(),
  })
  .meta({ description: 'Where the visitor came from; taken from the page address and referrer when absent' })

export const itemSchema = z.strictObject({
  item_id: text.optional(),
  item_name: text.optional(),
  item_brand: text.optional(),
  item_category: text.optional(),
  item_category2: text.optional(),
  item_category3: text.optional(),
  item_category4: text.optional(),
  item_category5: text.optional(),
  item_variant: text.optional(),
  price: money('Price of one unit').optional(),
  quantity: z.number().min(0).max(1e6).optional(),
  discount: money('Discount on one unit').optional(),
  coupon: text.optional(),
  index: z.number().int().min(0).max(1e6).optional(),
  item_list_id: text.optional(),
  item_list_name: text.optional(),
})
export type Item = z.infer<typeof itemSchema>

/** What every event carries, whoever sends it. */
const facts = {
  visitor_id: id.optional().meta({ description: 'Pseudonymous browser; absent when the site is cookieless' }),
  session_id: id.optional().meta({ description: 'Absent: reports use the 30-minute rule' }),
  user_id: id.optional().meta({ description: 'The shop’s own id of a signed-in customer' }),
  page: pageSchema.optional(),
  properties: propertiesSchema.optional(),
}

export const touchpointFields = {
  channel: channelSchema.optional(),
  items: z.array(itemSchema).max(limits.items).optional(),
  score: z.number().min(-1e6).max(1e6).optional().meta({ description: 'Answer on a scale, such as NPS 0 to 10' }),
  visible_ms: ms('Time the page was visible').optional(),
  stage: z.enum(stages).optional().meta({ description: 'Overrides the stage rule for this event' }),
}

export const pageLoadFields = {
  navigation_id: id.optional().meta({ description: 'One page load; later snapshots repeat it with a higher revision' }),
  revision: z.number().int().min(0).max(65_535).optional().meta({ description: 'Snapshot number; the highest wins' }),
  navigation_type: z.enum(['navigate', 'reload', 'back_forward', 'bfcache', 'prerender', 'restore', 'soft']).optional(),
  ttfb_ms: ms('Time to first byte').optional(),
  fcp_ms: ms('First contentful paint').optional(),
  lcp_ms: ms('Largest contentful paint').optional(),
  inp_ms: ms('Interaction to next paint').optional(),
  cls: z.number().min(0).max(1000).optional().meta({ description: 'Cumulative layout shift, no unit' }),
  dom_ready_ms: ms('DOMContentLoaded').optional(),
  load_ms: ms('load event').optional(),
  product_visible_ms: ms('The shop’s own mark: the product is visible').optional(),
  hidden_at_ms: ms('When the page was first hidden or left, from navigation start').optional(),
  visible_ms: ms('Time the page was visible').optional(),
  initially_hidden: z.boolean().optional(),
  effective_type: z.enum(['slow-2g', '2g', '3g', '4g']).optional(),
  device_memory: z.number().min(0).max(1024).optional().meta({ unit: 'GiB' }),
  release: z.string().max(128).optional().meta({ description: 'Version of the shop that served the page' }),
  lcp_target: text.optional(),
  inp_target: text.optional(),
  cls_target: text.optional(),
}

export const cartFields = {
  channel: channelSchema.optional(),
  stage: z.enum(stages).optional(),
  cart_id: id.optional(),
  currency: currencySchema.optional(),
  value: money('Value of the cart or order').optional(),
  items: z.array(itemSchema).max(limits.items).optional(),
  transaction_id: id.optional().meta({ description: 'The order; a repeated one is the same order' }),
  shipping: money('Shipping cost').optional(),
  tax: money('Tax').optional(),
  coupon: text.optional(),
  shipping_tier: text.optional(),
  payment_type: text.optional(),
  reason: text.optional().meta({ description: 'Why a payment failed, a coupon was denied, …' }),
}

const envelope = {
  event_id: z.uuidv7().meta({ description: 'Made once by the sender, the same on every retry' }),
  occurred_at: z.number().int().min(0).meta({ description: 'Time on the client’s clock', unit: 'ms since epoch' }),
  ...facts,
}

/** A custom touchpoint may have any snake_case name that is not reserved for another kind. */
const reserved: ReadonlySet<string> = new Set([...cartNames, ...pageLoadNames, 'identify'])
const touchpointName = z
  .string()
  .regex(eventNamePattern, 'must be snake_case, at most 64 characters')
  .refine((name) => !reserved.has(name), 'is reserved for another kind')

export const touchpointSchema = z.strictObject({
  kind: z.literal('touchpoint'),
  name: touchpointName,
  ...envelope,
  ...touchpointFields,
})
export const pageLoadSchema = z.strictObject({
  kind: z.literal('page_load'),
  name: z.enum(pageLoadNames),
  ...envelope,
  ...pageLoadFields,
})
export const cartSchema = z.strictObject({
  kind: z.literal('cart'),
  name: z.enum(cartNames),
  ...envelope,
  ...cartFields,
})
/** Says that visitor_id and user_id are one person. Kept beside the events, never counted as one. */
export const identifySchema = z.strictObject({
  kind: z.literal('identify'),
  name: z.literal('identify'),
  ...envelope,
  user_id: id,
})

export const eventSchema = z.discriminatedUnion('kind', [touchpointSchema, pageLoadSchema, cartSchema, identifySchema])

export type TouchpointEvent = z.infer<typeof touchpointSchema>
export type PageLoadEvent = z.infer<typeof pageLoadSchema>
export type CartEvent = z.infer<typeof cartSchema>
export type IdentifyEvent = z.infer<typeof identifySchema>
export type TouchlineEvent = z.infer<typeof eventSchema>
export { facts as eventFacts }
