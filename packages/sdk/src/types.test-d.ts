import type {
  CartEvent,
  Site,
  TouchpointEvent,
  CartName as WireCartName,
  Item as WireItem,
  Stage as WireStage,
  TouchpointName as WireTouchpointName,
} from '@touchline/events'
import type {
  CartFields,
  CartName,
  Channel,
  Item,
  Mode,
  Options,
  Scalar,
  Stage,
  TouchpointFields,
  TouchpointName,
} from './types.js'

/** The public types are written by hand, so that they need no other package. Compiling this proves they fit the wire. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
/** The fields that are named, without the index signature for custom properties. */
type Named<T> = { [K in keyof T as string extends K ? never : K]: T[K] }
type Assert<T extends true> = T

export type Names = [Assert<Same<CartName, WireCartName>>, Assert<Same<TouchpointName, WireTouchpointName>>]
export type Enums = [Assert<Same<Stage, WireStage>>, Assert<Same<Mode, Site['mode']>>]
export type Items = [Assert<Same<keyof Item, keyof WireItem>>]

export const item = (own: Item): WireItem => own
export const channel = (own: Channel): NonNullable<TouchpointEvent['channel']> => own
export const scalar = (own: Scalar): NonNullable<TouchpointEvent['properties']>[string] => own

type Own<T> = Omit<Named<T>, 'page_type' | 'items'>
export const cart = (own: Own<CartFields>): Partial<CartEvent> => own
export const touchpoint = (own: Own<TouchpointFields>): Partial<TouchpointEvent> => own
type WireOwn<T> = Exclude<
  keyof T,
  | 'kind'
  | 'name'
  | 'event_id'
  | 'occurred_at'
  | 'visitor_id'
  | 'session_id'
  | 'user_id'
  | 'page'
  | 'properties'
  | 'items'
>
export type Fields = [
  Assert<Same<keyof Own<CartFields>, WireOwn<CartEvent>>>,
  Assert<Same<keyof Own<TouchpointFields>, WireOwn<TouchpointEvent>>>,
]

export const options: Options = { site: 'shop' }
// @ts-expect-error a mode that no site can have
export const wrongMode: Options = { site: 'shop', mode: 'cookies' }
// @ts-expect-error the wire has no such field on an item
export const wrongItem: Item = { sku: 'a' }
