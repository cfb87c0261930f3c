const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escapeHtml = (text) => String(text).replace(/[&<>"']/g, (character) => entities[character])

class Markup {
  constructor(text) {
    this.text = text
  }
}

/** Text that is markup already. Only for what this folder wrote itself. */
export const raw = (text) => new Markup(text)

function toText(value) {
  if (value instanceof Markup) return value.text
  if (Array.isArray(value)) return value.map(toText).join('')
  return value === undefined || value === null || value === false ? '' : escapeHtml(value)
}

/** Template tag: every inserted value is escaped unless it is markup made by this tag. */
export const html = (parts, ...values) => new Markup(String.raw({ raw: parts }, ...values.map(toText)))

/** A value for a script to read. `<` is written as an escape, so that the text cannot end the element. */
export const jsonScript = (id, value) =>
  raw(`<script type="application/json" id="${id}">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`)
