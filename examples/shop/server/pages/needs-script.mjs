import { html } from '../html.mjs'

/** For the pages whose content lives in the browser. */
export const needsScript = (t) => html`<noscript><p class="alert">${t('needsScript')}</p></noscript>`
