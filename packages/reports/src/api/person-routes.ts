import { type ClickHouseClient, ClickHouseError, type Erasure, exportPerson, type Person } from '@touchline/storage'
import type { Context } from 'hono'
import type { Logger } from 'pino'
import { z } from 'zod'
import { ApiProblem } from './api-problem.js'
import { requireSite } from './authorize-read.js'

/** Erases a person from a site. */
export type PersonErasure = (siteId: string, person: Person) => Promise<Erasure>

export const erasureSchema = z.object({
  events: z.number().int().meta({ description: 'Distinct events erased' }),
  dead_letters: z.number().int(),
  visitors: z.number().int().meta({ description: 'Browsers and daily hashes that were the person’s' }),
  erased_at: z.string().meta({ description: 'ISO 8601; what happens later counts again' }),
})

const personParams = z.strictObject({
  site_id: z.string().optional(),
  as: z.enum(['visitor', 'user']).optional(),
})

const mostIdLength = 256

/** Whom a request is about: the id of a visitor or of a user, or of whichever it is. */
function personOf(c: Context, siteId: string): { id: string; person: Person } {
  const params = personParams.safeParse(c.req.query())
  if (!params.success) throw new ApiProblem('invalid_parameters', z.prettifyError(params.error))
  requireSite(params.data.site_id, siteId)
  const id = c.req.param('id') ?? ''
  if (id.length > mostIdLength)
    throw new ApiProblem('invalid_parameters', `An id has at most ${mostIdLength} characters.`)
  const { as } = params.data
  return { id, person: { visitor: as === 'user' ? undefined : id, user: as === 'visitor' ? undefined : id } }
}

/** `DELETE /v1/visitors/{id}`: answered when nothing of the person is readable any more. */
export async function erasePersonOf(c: Context, siteId: string, erase: PersonErasure | undefined): Promise<Response> {
  if (!erase) throw new ApiProblem('not_found', 'This server cannot erase. Use: touchline erase')
  const { person } = personOf(c, siteId)
  try {
    return c.json(await erase(siteId, person))
  } catch (error) {
    if (error instanceof ClickHouseError) throw error
    throw new ApiProblem('unavailable', 'The erasure did not end, because ClickHouse does not answer. Send it again.')
  }
}

/** `GET /v1/visitors/{id}/export`: import lines, streamed. */
export async function exportPersonOf(
  c: Context,
  siteId: string,
  reader: ClickHouseClient,
  log: Pick<Logger, 'error'> | undefined,
): Promise<Response> {
  const { id, person } = personOf(c, siteId)
  const lines = exportPerson(reader, siteId, person)
  // Looked at before the status is sent.
  const first = await lines.next()
  if (first.done) throw new ApiProblem('not_found', `Site ${siteId} has no events of "${id.slice(0, 128)}".`)
  const encoder = new TextEncoder()
  let line: typeof first | undefined = first
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = line ?? (await lines.next())
        line = undefined
        if (done) controller.close()
        else controller.enqueue(encoder.encode(`${value}\n`))
      } catch (error) {
        log?.error({ event: 'export_failed', err: error })
        controller.error(error)
      }
    },
    cancel: async () => void (await lines.return()),
  })
  return new Response(body, {
    headers: { 'content-type': 'application/x-ndjson', 'content-disposition': 'attachment; filename="person.ndjson"' },
  })
}
