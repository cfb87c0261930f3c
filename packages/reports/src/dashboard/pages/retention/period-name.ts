import type { View } from '../../view.js'

/** A period as the report names it: a day, or an hour with the offset of its time zone. */
export const periodName = ({ format }: Pick<View, 'format'>, period: string): string =>
  period.includes('T') ? `${format.day(period.slice(0, 10))} ${period.slice(11, 16)}` : format.day(period)
