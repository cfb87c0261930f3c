/** Pages that stay open: what the server sends replaces what it had sent before. */
function followLiveParts() {
  for (const part of document.querySelectorAll<HTMLElement>('[data-live]')) {
    const { live = '', liveOn = '', liveOff = '' } = part.dataset
    const state = document.querySelector<HTMLElement>('[data-live-state]')
    const say = (text: string, on: boolean) => {
      if (!state) return
      state.textContent = text
      state.classList.toggle('on', on)
    }
    const source = new EventSource(live)
    source.addEventListener('parts', ({ data }: MessageEvent<string>) => {
      // A definition that is being read stays open.
      if (part.querySelector(':popover-open, details[open]')) return
      part.innerHTML = data
      say(liveOn, true)
    })
    source.addEventListener('error', () => say(liveOff, false))
  }
}

/** An empty site: the first event turns the light green. */
function waitForEvents() {
  for (const waiting of document.querySelectorAll<HTMLElement>('[data-waiting]')) {
    const { waiting: address = '', arrived = '' } = waiting.dataset
    const source = new EventSource(address)
    source.addEventListener('arrived', ({ data }: MessageEvent<string>) => {
      source.close()
      waiting.classList.add('on')
      const [text] = waiting.querySelectorAll('span')
      if (text) text.textContent = `${arrived} ${data}`
      const link = waiting.querySelector('a')
      if (link) link.hidden = false
    })
  }
}

/** Keeps what is on the page up to date. */
export function stayLive() {
  followLiveParts()
  waitForEvents()
}
