import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Surroundings } from './view.js'

interface DocumentProps {
  here: Surroundings
  title: string
  /** Goes there at once; for the first request of a browser that comes from another site without its strict cookies. */
  goTo?: string
  children?: Child
}

/** The outermost shell: one stylesheet, one small script module, nothing inline. */
export function Document({ here, title, goTo, children }: DocumentProps) {
  return (
    <>
      {html`<!doctype html>`}
      <html lang={here.language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="robots" content="noindex" />
          {goTo && <meta http-equiv="refresh" content={`0;url=${goTo}`} />}
          <title>{`${title} · Touchline`}</title>
          <link rel="icon" href={here.assets.path('touchline.svg')} type="image/svg+xml" />
          <link rel="stylesheet" href={here.assets.path('dashboard.css')} />
          <script type="module" src={here.assets.path('charts.js')} />
          <script type="module" src={here.assets.path('page.js')} />
        </head>
        <body>{children}</body>
      </html>
    </>
  )
}
