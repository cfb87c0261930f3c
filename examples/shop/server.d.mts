import type { RequestListener } from 'node:http'

export interface ShopOptions {
  /** Where the collector answers, such as `http://127.0.0.1:8080`. The browser loads `/touchline.js` from there. */
  collectorUrl: string
  /** The site's id, as in `touchline site add`. */
  siteId: string
  /** How visitors are told apart. Default `first_party`; with `adaptive` the shop shows a consent banner. */
  mode?: 'adaptive' | 'cookieless' | 'first_party'
  /** Version of the shop, to compare page speed before and after a deployment. */
  release?: string
}

/**
 * The shop as a request handler for node:http. `?slow=3000` on any page holds back its body by 3,000 ms.
 * @throws TypeError when the collector's address or the mode is not valid
 */
export function createShop(options: ShopOptions): RequestListener
