import type { PageKey, ReportPage } from '../../report-page/define-report-page.js'
import type { Messages } from '../../translate.js'
import type { View } from '../../view.js'

/** One question of a home view: figures and panels of a report's page, and the way to that page. */
export interface HomeSection {
  page: ReportPage
  question: string
  /** What the address of the page asks beside the days and filters. */
  asks?: Record<string, string>
  /** Ids of the headline figures to show; none = no figures, absent = all. */
  figures?: readonly string[]
  /** Ids of the panels to show. */
  panels?: readonly string[]
  /** Takes the whole width. */
  wide?: boolean
}

/** A home view: the first questions of one kind of user, answered by the reports that have the whole answers. */
export interface HomeView {
  name: string
  icon: string
  text: Messages<PageKey>
  sections(view: View): HomeSection[]
}

/** Names a view's messages once. */
export function defineHomeView<Key extends string>(
  view: Omit<HomeView, 'text' | 'sections'> & {
    text: Messages<Key | PageKey>
    sections(t: ReturnType<Messages<Key | PageKey>>): HomeSection[]
  },
): HomeView {
  const { name, icon, text, sections } = view
  return { name, icon, text, sections: (seen) => sections(text(seen)) }
}
