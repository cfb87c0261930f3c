import type { PageName } from '../view.js'

const paths: Record<PageName, string> = {
  overview: 'M3 3h6v8H3zM11 3h6v4h-6zM11 9h6v8h-6zM3 13h6v4H3z',
  journey: 'M3 15c4 0 3-9 7-9s3 6 7-2M3 15v0M17 4v0',
  funnel: 'M3 4h14M5.5 8.5h9M7.5 13h5M9 17h2',
  abandonment: 'M2.5 3.5h2.2l1.8 8.5h8l2-6H6M8 16v0M14 16v0',
  'load-time': 'M10 17a7 7 0 1 1 7-7M10 10l3.5-3.5',
}

/** A line icon beside its page's name; says nothing that the name does not. */
export function PageIcon({ page }: { page: PageName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={paths[page]} />
    </svg>
  )
}
