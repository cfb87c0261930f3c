import { abandonmentDefinitionsVi } from './definitions-vi-abandonment.js'
import { funnelDefinitionsVi } from './definitions-vi-funnel.js'
import { journeyDefinitionsVi } from './definitions-vi-journey.js'
import { loadTimeDefinitionsVi } from './definitions-vi-load-time.js'

/** Vietnamese texts of the reports' definitions, by report and figure; what is not here is shown in English. */
export const vietnameseDefinitions: Record<string, Record<string, string>> = {
  journey: journeyDefinitionsVi,
  funnel: funnelDefinitionsVi,
  abandonment: abandonmentDefinitionsVi,
  'load-time-drop-off': loadTimeDefinitionsVi,
}
