import { type ClickHouseClient, listSegments } from '@touchline/storage'
import { z } from 'zod'
import { type Filter, filterSchema } from './conditions.js'
import { ReportError } from './report.js'
import { segmentNameSchema } from './segment-name.js'

export const segmentSchema = z.strictObject({
  name: segmentNameSchema,
  filters: z.array(filterSchema).min(1).max(20).meta({ description: 'All must hold' }),
})
export type Segment = z.infer<typeof segmentSchema>

/** A place of the parameters that may name a segment beside its own filters. */
interface Segmented {
  filters?: Filter[]
  segment?: string
}

/** The segments of a site. */
export async function readSegments(client: ClickHouseClient, siteId: string, names?: string[]): Promise<Segment[]> {
  const saved = await listSegments(client, siteId, names)
  return saved.map(({ name, filters }) => ({ name, filters: JSON.parse(filters) as Filter[] }))
}

/**
 * The parameters with the filters of the segments that they name: for the report, and for what it is compared with.
 * @throws ReportError `invalid_parameters` naming the segments there are
 */
export async function withSegments<Params extends object>(
  client: ClickHouseClient,
  siteId: string,
  params: Params,
): Promise<Params> {
  const { compare, ...own } = params as Segmented & { compare?: Segmented | string }
  const other = typeof compare === 'object' ? compare : undefined
  const names = [own.segment, other?.segment].filter((name) => name !== undefined)
  if (names.length === 0) return params
  const segments = await readSegments(client, siteId)
  const filled = <Place extends Segmented>(place: Place): Place => {
    if (place.segment === undefined) return place
    const segment = segments.find(({ name }) => name === place.segment)
    if (!segment) throw unknownSegment(place.segment, segments)
    return { ...place, filters: [...(place.filters ?? []), ...segment.filters] }
  }
  return { ...params, ...filled(own), ...(other ? { compare: filled(other) } : {}) }
}

function unknownSegment(name: string, segments: readonly Segment[]): ReportError {
  const known = segments.map((segment) => segment.name).join(', ')
  return new ReportError(
    'invalid_parameters',
    `There is no segment "${name}". ${known ? `There are: ${known}.` : 'None is saved for this site yet.'}`,
  )
}
