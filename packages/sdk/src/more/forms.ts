import { listen } from '../guard.js'
import type { Track } from '../types.js'

interface Filling {
  fields: Set<string>
  last: string
}

/** Records forms that are submitted, and those that are left: names of fields, never what was typed. */
export function hearForms(track: Track): void {
  const open = new Map<HTMLFormElement, Filling>()
  const named = (form: HTMLFormElement) => ({
    form_id: form.getAttribute('id'),
    form_name: form.getAttribute('name'),
  })
  listen(document, 'input', (event) => {
    const field = event.composedPath()[0] as HTMLInputElement
    const { form, name } = field
    if (!form || field.type === 'password') return
    const filling = open.get(form) ?? { fields: new Set(), last: '' }
    filling.last = name || field.id
    filling.fields.add(filling.last)
    open.set(form, filling)
  })
  listen(document, 'submit', (event) => {
    const form = event.composedPath()[0] as HTMLFormElement
    open.delete(form)
    track('form_submit', named(form))
  })
  listen(window, 'pagehide', () => {
    for (const [form, { fields, last }] of open)
      track('form_abandon', { ...named(form), last_field: last, fields: [...fields].join(' ') })
    open.clear()
  })
}
