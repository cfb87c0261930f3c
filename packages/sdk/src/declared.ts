import { listen } from './guard.js'
import type { Track } from './types.js'

/**
 * Records what elements declare: `data-touchline-event="add_to_cart"`, and its fields in further attributes such as
 * `data-touchline-item-id`. Forms are recorded when they are submitted, everything else when it is clicked, also in an
 * open shadow tree.
 */
export function startDeclared(track: Track): void {
  for (const type of ['click', 'submit'])
    listen(document, type, (event) => {
      for (const { dataset, tagName } of event.composedPath() as HTMLElement[]) {
        const declared: Record<string, string> = {}
        for (const key in dataset)
          if (key.startsWith('touchline'))
            declared[key.replace(/[A-Z]/g, '_$&').slice(10).toLowerCase()] = dataset[key] as string
        const { event: name, ...fields } = declared
        if (name && (type === 'submit') === (tagName === 'FORM')) return track(name, fields)
      }
    })
}
