import { figureLabel } from '../definitions.js'
import type { View } from '../view.js'
import { Choice } from './choice.js'

const dimensions = [
  'device',
  'country',
  'channel',
  'source',
  'campaign',
  'browser',
  'os',
  'language',
  'connection',
  'page_type',
  'release',
]

interface BreakdownChoiceProps {
  view: View
  asked: string
  name?: string
  label?: string
}

/** Which dimension to repeat the figures by. */
export function BreakdownChoice({ view, asked, name = 'breakdown', label }: BreakdownChoiceProps) {
  return (
    <Choice
      name={name}
      label={label ?? view.t('form.breakdown')}
      asked={asked}
      options={[
        ['', view.t('form.no_breakdown')],
        ...dimensions.map((dimension): [string, string] => [dimension, figureLabel(view, dimension)]),
      ]}
    />
  )
}
