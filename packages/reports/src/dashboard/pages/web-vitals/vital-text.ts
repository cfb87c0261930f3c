import { type VitalName, vitals } from '../../../reports/web-vitals/vitals.js'
import type { View } from '../../view.js'

/** A value of a vital in its unit. */
export const vitalText = ({ format }: Pick<View, 'format'>, metric: VitalName, value: number | null): string =>
  vitals[metric].unit === 'ms' ? format.ms(value) : format.decimal(value, 3)
