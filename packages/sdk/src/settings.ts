import type { Automatic, Options } from './types.js'

export interface Settings extends Partial<Options> {
  auto: string | readonly Automatic[]
  endpoint: string
  /** What the other file has found out about the load. */
  noted?: object
}

/** Completed once by `init`; without a site nothing is sent. */
export const settings: Settings = { auto: 'views,vitals', endpoint: '' }

/** True when something is to be recorded by itself. Names are no part of each other. */
export const isAutomatic = (feature: Automatic): boolean => settings.auto.includes(feature)
