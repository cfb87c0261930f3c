import type { Options } from './types.js'

/** Filled once by `init`; without a site nothing is sent. */
export const settings: Partial<Options> = {}

const automatic = () => settings.auto ?? 'views,vitals'
export const isAutomatic = (feature: 'views' | 'vitals' | 'query' | 'hash'): boolean => automatic().includes(feature)
