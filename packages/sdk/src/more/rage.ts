import { listen } from '../guard.js'
import type { Track } from '../types.js'

const clicks = 3
const withinMs = 1000
const withinPx = 30

/** Records three quick clicks at one place. */
export function hearRage(track: Track): void {
  let recent: { x: number; y: number; at: number }[] = []
  listen(document, 'click', (event) => {
    const { clientX: x, clientY: y, timeStamp: at } = event as MouseEvent
    recent = recent.filter((one) => at - one.at < withinMs && Math.hypot(one.x - x, one.y - y) < withinPx)
    recent.push({ x, y, at })
    if (recent.length < clicks) return
    recent = []
    const element = event.composedPath()[0] as HTMLElement
    track('rage_click', { target: [element.tagName.toLowerCase(), element.id && `#${element.id}`].join('') })
  })
}
