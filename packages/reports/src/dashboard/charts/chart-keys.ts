import type { ChartSpec } from './chart-spec.js'

/** What a colour of a chart stands for; `tone` names the colour in the stylesheet. */
export interface ChartKey {
  name: string
  tone: string
}

/** What the colours of a chart stand for, where it has more than one. */
export function chartKeys(spec: ChartSpec): ChartKey[] {
  switch (spec.kind) {
    case 'steps':
      return [
        { name: spec.stayed, tone: 'series-1' },
        { name: spec.lost, tone: 'lost' },
      ]
    case 'classes':
      return [
        { name: spec.keptName, tone: 'soft' },
        { name: spec.lostName, tone: 'lost-strong' },
      ]
    case 'ratings':
      return [
        { name: spec.names.good, tone: 'good' },
        { name: spec.names.middling, tone: 'middling' },
        { name: spec.names.poor, tone: 'poor' },
      ]
    case 'trend': {
      let drawn = 0
      const keys = spec.lines.map(({ name, compared }) => ({ name, tone: compared ? 'compared' : `series-${++drawn}` }))
      return keys.length > 1 ? keys : []
    }
    case 'bars':
      return spec.groups.length > 1 ? spec.groups.map(({ name }, i) => ({ name, tone: `series-${i + 1}` })) : []
    default:
      return []
  }
}
