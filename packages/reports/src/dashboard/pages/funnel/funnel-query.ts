import { askedScope, scopeQuery } from '../../scope.js'

/** A funnel as the address writes it: `step1=view_item&step1_property=path&step1_operator=prefix&step1_value=/p/`. */
export interface AskedFunnel {
  steps: AskedStep[]
  window: string
  windowUnit: string
  order: string
  unit: string
  /** A property whose value must stay the same; empty = none. */
  hold: string
  breakdown: string
  /** Which event's value counts: an attribution, or `step3`. */
  breakdownAt: string
  /** `day`, `week`, `month`; empty = none. */
  trend: string
  /** `previous_period`, or `segment:` and a name; empty = nothing. */
  compare: string
  exclude: AskedExclusion[]
}

/** An event that must not happen between two steps, numbered from 1; `toStep` empty = the last. */
export interface AskedExclusion {
  name: string
  fromStep: string
  toStep: string
}

export interface AskedStep {
  /** Empty = any event. */
  name: string
  where: AskedWhere[]
  optional: boolean
  firstEver: boolean
}

export interface AskedWhere {
  property: string
  operator: string
  value: string
}

export const mostSteps = 20
const anyEvent = '*'
const usualSteps = ['view_item', 'add_to_cart', 'begin_checkout', 'purchase']
const moreSteps = ['add_shipping_info', 'add_payment_info', 'page_view']

const defaults = { window: '7', windowUnit: 'day', order: 'sequential', unit: 'person', breakdownAt: 'entry_step' }
const segmentPrefix = 'segment:'

const stepNamed = (name: string): AskedStep => ({ name, where: [], optional: false, firstEver: false })

/** Reads a funnel off an address; an address without steps asks for the usual four. */
export function readFunnel(query: URLSearchParams): AskedFunnel {
  const text = (name: string, otherwise: string) => query.get(name)?.trim() || otherwise
  const steps: AskedStep[] = []
  for (let number = 1; number <= mostSteps && query.has(`step${number}`); number++) steps.push(readStep(query, number))
  return {
    steps: steps.length > 0 ? steps : usualSteps.map(stepNamed),
    window: text('window', defaults.window),
    windowUnit: text('window_unit', defaults.windowUnit),
    order: text('order', defaults.order),
    unit: text('unit', defaults.unit),
    hold: text('hold', ''),
    breakdown: text('breakdown', ''),
    breakdownAt: text('breakdown_at', defaults.breakdownAt),
    trend: text('trend', ''),
    compare: text('compare', ''),
    exclude: readExclusions(query),
  }
}

function readExclusions(query: URLSearchParams): AskedExclusion[] {
  const [from, to] = [query.getAll('exclude_from'), query.getAll('exclude_to')]
  return query
    .getAll('exclude')
    .map((name, i) => ({
      name: name.trim(),
      fromStep: from[i]?.trim() || '1',
      toStep: (to[i] ?? '').trim().replace('-', ''),
    }))
    .filter(({ name }) => name !== '')
}

function readStep(query: URLSearchParams, number: number): AskedStep {
  const name = query.get(`step${number}`)?.trim() ?? ''
  const operators = query.getAll(`step${number}_operator`)
  const values = query.getAll(`step${number}_value`)
  return {
    name: name === anyEvent ? '' : name,
    where: query
      .getAll(`step${number}_property`)
      .map((property, i) => ({
        property: property.trim(),
        operator: operators[i]?.trim() || 'eq',
        value: values[i]?.trim() ?? '',
      }))
      .filter(({ property }) => property !== ''),
    optional: query.has(`step${number}_optional`),
    firstEver: query.has(`step${number}_first_ever`),
  }
}

/** The address of a funnel; what is as usual is left out. */
export function writeFunnel(funnel: AskedFunnel): URLSearchParams {
  const query = new URLSearchParams()
  funnel.steps.forEach(({ name, where, optional, firstEver }, i) => {
    const step = `step${i + 1}`
    query.append(step, name || anyEvent)
    for (const { property, operator, value } of where) {
      query.append(`${step}_property`, property)
      query.append(`${step}_operator`, operator)
      query.append(`${step}_value`, value)
    }
    if (optional) query.append(`${step}_optional`, '1')
    if (firstEver) query.append(`${step}_first_ever`, '1')
  })
  if (funnel.window !== defaults.window || funnel.windowUnit !== defaults.windowUnit) {
    query.append('window', funnel.window)
    query.append('window_unit', funnel.windowUnit)
  }
  if (funnel.order !== defaults.order) query.append('order', funnel.order)
  if (funnel.unit !== defaults.unit) query.append('unit', funnel.unit)
  if (funnel.hold) query.append('hold', funnel.hold)
  if (funnel.breakdown) query.append('breakdown', funnel.breakdown)
  if (funnel.breakdown && funnel.breakdownAt !== defaults.breakdownAt) query.append('breakdown_at', funnel.breakdownAt)
  if (funnel.trend) query.append('trend', funnel.trend)
  if (funnel.compare) query.append('compare', funnel.compare)
  for (const { name, fromStep, toStep } of funnel.exclude) {
    query.append('exclude', name)
    query.append('exclude_from', fromStep)
    query.append('exclude_to', toStep || '-')
  }
  return query
}

/** What a button of the form does: `add`, `remove-2`, `up-2`. */
export function changeFunnel(funnel: AskedFunnel, change: string): AskedFunnel {
  const [verb, position] = change.split('-')
  const at = Number(position) - 1
  const steps = [...funnel.steps]
  const step = steps[at]
  if (verb === 'add' && steps.length < mostSteps) {
    const taken = new Set(steps.map(({ name }) => name))
    steps.push(stepNamed([...usualSteps, ...moreSteps].find((name) => !taken.has(name)) ?? 'purchase'))
  } else if (verb === 'remove' && step && steps.length > 1) {
    steps.splice(at, 1)
  } else if (verb === 'up' && step && at > 0) {
    steps.splice(at, 1)
    steps.splice(at - 1, 0, step)
  }
  return { ...funnel, steps }
}

/** The address that a submitted form should have; undefined when it has it. */
export function tidiedFunnel(query: URLSearchParams): URLSearchParams | undefined {
  const change = query.get('change')
  if (change === null && [...query.values()].every((value) => value !== '')) return undefined
  const tidied = scopeQuery(askedScope(query))
  for (const [name, value] of writeFunnel(changeFunnel(readFunnel(query), change ?? ''))) tidied.append(name, value)
  // A button of the form was pressed: whoever edits a funnel is not done yet.
  if (change !== null) tidied.set('edit', '1')
  return tidied
}

/** The report's parameters for a funnel. */
export function funnelParams(funnel: AskedFunnel): Record<string, unknown> {
  return {
    steps: funnel.steps.map(({ name, where, optional, firstEver }) => ({
      ...(name && { name }),
      ...(where.length > 0 && { where: where.map(reportWhere) }),
      ...(optional && { optional: true }),
      ...(firstEver && { first_ever: true }),
    })),
    window: { value: Number(funnel.window), unit: funnel.windowUnit },
    order: funnel.order,
    unit: funnel.unit,
    ...(funnel.hold && { hold: funnel.hold }),
    ...(funnel.breakdown && { breakdown: { properties: [funnel.breakdown], ...attributionOf(funnel.breakdownAt) } }),
    ...(funnel.trend && { trend: funnel.trend }),
    ...(funnel.compare && { compare: comparedWith(funnel.compare) }),
    ...(funnel.exclude.length > 0 && { exclude: funnel.exclude.map(reportExclusion) }),
    // Between one step and itself there is no time.
    ...(funnel.steps.length > 1 && { time_to_convert: {} }),
  }
}

function attributionOf(at: string): Record<string, unknown> {
  const step = /^step(\d+)$/.exec(at)?.[1]
  return step ? { attribution: 'step', step: Number(step) - 1 } : { attribution: at }
}

const comparedWith = (compare: string) =>
  compare.startsWith(segmentPrefix) ? { segment: compare.slice(segmentPrefix.length) } : compare

/** Steps are numbered from 1 on the page, from 0 in the report. */
const reportExclusion = ({ name, fromStep, toStep }: AskedExclusion) => ({
  name,
  from_step: Number(fromStep) - 1,
  ...(toStep && { to_step: Number(toStep) - 1 }),
})

function reportWhere({ property, operator, value }: AskedWhere) {
  if (operator === 'set') return { property, operator }
  return { property, operator, value: operator === 'in' ? value.split(',').map((one) => one.trim()) : value }
}
