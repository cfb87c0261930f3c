import { ReportError } from '../core/report.js'
import { dataQuality } from '../reports/data-quality/data-quality.js'
import { type AnswerOf, typedAnswer } from './report-page/answered.js'
import { reportScope } from './scope.js'
import type { ReadyOptions } from './site-access.js'
import type { View } from './view.js'

export type Quality = AnswerOf<typeof dataQuality>

const keepMs = 5 * 60_000
const most = 500

/** What the data-quality report says of the days of a page, of everybody; asked again after five minutes. */
export function qualityReader({ answer, now }: Pick<ReadyOptions, 'answer' | 'now'>) {
  const answers = new Map<string, { at: number; quality: Promise<Quality | undefined> }>()
  return (view: View): Promise<Quality | undefined> => {
    const scope = reportScope(view, { period: true, timezone: true, filters: false, segment: false })
    const key = JSON.stringify([scope, view.today])
    const known = answers.get(key)
    if (known && now() - known.at < keepMs) return known.quality
    const quality = answer(dataQuality.name, scope)
      .then((answered) => typedAnswer(dataQuality, answered))
      .catch((error: unknown) => {
        answers.delete(key)
        // A page whose own question is answered does not fail for this one.
        if (error instanceof ReportError) return undefined
        throw error
      })
    answers.delete(key)
    answers.set(key, { at: now(), quality })
    for (const oldest of answers.keys()) {
      if (answers.size <= most) break
      answers.delete(oldest)
    }
    return quality
  }
}
