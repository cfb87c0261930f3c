import type { View } from '../view.js'

/** A text to copy, with a button where the browser can. */
export function Snippet({ view: { t }, id, text }: { view: View; id: string; text: string }) {
  return (
    <div class="snippet">
      <pre id={id}>{text}</pre>
      <button class="button" type="button" data-copy={id} data-copied={t('export.copied')} hidden>
        {t('export.copy')}
      </button>
    </div>
  )
}
