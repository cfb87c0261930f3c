import { figureLabel } from '../definitions.js'
import type { View } from '../view.js'
import { Choice } from './choice.js'

const dimensions = ['device', 'country', 'channel', 'source', 'campaign', 'browser', 'os', 'language', 'connection']

/** Which dimension to repeat the figures by. */
export function BreakdownChoice({ view: { t, language }, asked }: { view: View; asked: string }) {
  return (
    <Choice
      name="breakdown"
      label={t('form.breakdown')}
      asked={asked}
      options={[
        ['', t('form.no_breakdown')],
        ...dimensions.map((name): [string, string] => [name, figureLabel(language, name)]),
      ]}
    />
  )
}
