import type { Context } from 'hono'
import type { Assets } from './assets.js'
import { formatFor } from './format.js'
import { languageOf } from './language.js'
import { commonText } from './messages/common.js'
import type { Surroundings } from './view.js'

/** Reads off a request what every page needs. */
export function surroundingsOf(c: Context, assets: Assets): Surroundings {
  const language = languageOf(c)
  return { language, t: commonText({ language }), format: formatFor(language), assets, url: new URL(c.req.url) }
}
