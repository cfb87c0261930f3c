import { guard } from './guard.js'
import { hearClicks } from './more/clicks.js'
import { hearErrors } from './more/errors.js'
import { hearForms } from './more/forms.js'
import { carryVisitor } from './more/links.js'
import { hearRage } from './more/rage.js'
import { readTcf } from './more/tcf.js'
import { hearTools } from './more/tools.js'
import type { Settings } from './settings.js'
import type { Automatic, GiveConsent, Track } from './types.js'

/** What few shops switch on: a file of its own, which the script loads where it is wanted. */
export function startMore(settings: Settings, track: Track, consent: GiveConsent): void {
  const wants = (feature: Automatic) => settings.auto.includes(feature)
  const wanted: [boolean, () => unknown][] = [
    [!!settings.domains, () => carryVisitor(settings)],
    [true, () => readTcf(consent)],
    [wants('clicks'), () => hearClicks(track, settings)],
    [wants('forms'), () => hearForms(track)],
    [wants('errors'), () => hearErrors(track)],
    [wants('rage'), () => hearRage(track)],
    [wants('tools'), () => hearTools(track)],
    [wants('targets'), () => import('./targets.js').then(({ noteTargets }) => noteTargets(settings), Boolean)],
  ]
  for (const [isWanted, start] of wanted) if (isWanted) guard(start)()
}
