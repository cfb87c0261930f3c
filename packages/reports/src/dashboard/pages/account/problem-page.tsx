import { Wordmark } from '../../components/wordmark.js'
import { Document } from '../../document.js'
import type { Surroundings } from '../../view.js'

interface ProblemPageProps {
  here: Surroundings
  title: string
  sentence: string
}

/** A page that says in one sentence why there is no other. */
export function ProblemPage({ here, title, sentence }: ProblemPageProps) {
  return (
    <Document here={here} title={title}>
      <main class="card-page">
        <div class="card">
          <Wordmark />
          <h1>{title}</h1>
          <p class="lead">{sentence}</p>
          <p>
            <a class="button" href="/">
              {here.t('problem.home')}
            </a>
          </p>
        </div>
      </main>
    </Document>
  )
}
