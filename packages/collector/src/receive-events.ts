import { type Accepted, batchSchema, eventSchema, limits, type Site, unfoldEvent } from '@touchline/events'
import { z } from 'zod'
import { deadLetter } from './dead-letter.js'
import { botReasonOf, deviceFacts } from './device.js'
import { explain } from './explain.js'
import { HttpProblem } from './http-problem.js'
import { jsonText } from './json-text.js'
import type { CollectorMetrics, RejectionReason } from './metrics.js'
import type { Spool } from './spool.js'
import { SpoolError } from './spool-error.js'
import { letterLine, rowLine } from './spooled-lines.js'
import { idsAllowed, type RequestFacts, toRow } from './to-row.js'

export type Batch = z.infer<typeof batchSchema>

const retryAfterS = 5

// The same schemas with a fast path that zod generates from them: a valid event costs a quarter. What the fast path does
// not take goes through the schema itself, so verdicts, messages and results are those of the contract.
const compiledBatch = z.compile(batchSchema)
const compiledEvent = z.compile(eventSchema)

/**
 * The envelope of a request.
 * @throws HttpProblem 400 with what is wrong
 */
export function parseBatch(body: Buffer): Batch {
  let json: unknown
  try {
    json = JSON.parse(body.toString('utf8'))
  } catch {
    throw new HttpProblem('malformed', 'The body is not JSON.')
  }
  const batch = compiledBatch.safeParse(json)
  if (!batch.success) throw new HttpProblem('malformed', `The body is not a batch of events: ${explain(batch.error)}`)
  return batch.data
}

/** Facts of a request that `requestFacts` needs. */
export interface RequestSigns {
  site: Site
  batch: Batch
  arrivedAt: number
  trusted: boolean
  userAgent: string | undefined
  secPurpose: string | undefined
  /** It came from this very machine, through no proxy. */
  isLocal: boolean
  /** The browser's own header says so (Global Privacy Control, Do Not Track). */
  optOut: boolean
  country: string | undefined
  dailyHash: (time: number) => string | undefined
}

const noDevice = { browser: '', os: '', device: '', bot: '' }

/** What is known of all events of a request. A server that holds the key speaks for others: it has no device. */
export function requestFacts(signs: RequestSigns): RequestFacts {
  const { site, batch, arrivedAt, trusted } = signs
  const { sdk, sent_at: sentAt } = batch
  // What the page says wins: a shop may have asked its visitors itself.
  const context = signs.optOut && !trusted ? { opt_out: true, ...batch.context } : batch.context
  if (trusted) return { site, arrivedAt, sentAt, context, sdk, trusted, device: noDevice, bot: '' }
  const device = deviceFacts(signs.userAgent)
  const { secPurpose, isLocal } = signs
  const bot = botReasonOf({ userAgentBot: device.bot, webdriver: context?.webdriver, secPurpose, isLocal })
  const dailyHash = memo(signs.dailyHash)
  return { site, arrivedAt, sentAt, context, sdk, trusted, device, bot, country: signs.country, dailyHash }
}

// The events of a request are nearly always of one day: one HMAC will do.
function memo(of: (time: number) => string | undefined): (time: number) => string | undefined {
  let lastDay = Number.NaN
  let hash: string | undefined
  return (time) => {
    const day = Math.floor(time / 86_400_000)
    if (day !== lastDay) {
      hash = of(time)
      lastDay = day
    }
    return hash
  }
}

/**
 * Checks the events one by one, and puts the good ones and dead letters for the bad ones into the spool.
 * Resolves when they are on disk.
 * @throws HttpProblem 503 when the spool takes nothing
 */
export async function receiveEvents(
  events: unknown[],
  bodyBytes: number,
  request: RequestFacts,
  { spool, metrics }: { spool: Spool; metrics: CollectorMetrics },
): Promise<Accepted> {
  const rejected: (Accepted['rejected'][number] & { kind: RejectionReason })[] = []
  let lines = ''
  let accepted = 0
  for (const [index, sent] of events.entries()) {
    const event = unfoldEvent(sent)
    const outcome = checkedRow(event, bodyBytes, request)
    if ('row' in outcome) {
      lines += rowLine(outcome.row)
      accepted++
    } else {
      const { kind, reason } = outcome
      const letter = deadLetter({
        siteId: request.site.site_id,
        arrivedAt: request.arrivedAt,
        stage: kind === 'clock' ? 'clock' : 'validate',
        reason,
        event,
        keepIds: idsAllowed(request),
      })
      lines += letterLine(letter)
      rejected.push({ index, event_id: letter.event_id || null, reason, kind })
    }
  }
  await append(spool, lines, accepted)
  metrics.accepted(accepted)
  if (request.bot) metrics.flaggedBot(request.bot, accepted)
  for (const { kind } of rejected) metrics.rejected(kind)
  return { accepted, rejected: rejected.map(({ index, event_id, reason }) => ({ index, event_id, reason })) }
}

type Checked = { row: Exclude<ReturnType<typeof toRow>, 'clock'> } | { kind: RejectionReason; reason: string }

function checkedRow(event: unknown, bodyBytes: number, request: RequestFacts): Checked {
  if (bodyBytes > limits.eventBytes && !fits(event)) {
    return { kind: 'too_large', reason: `longer than ${limits.eventBytes} bytes` }
  }
  const parsed = compiledEvent.safeParse(event)
  if (!parsed.success) return { kind: 'validate', reason: explain(parsed.error) }
  const row = toRow(parsed.data, request)
  return row === 'clock' ? { kind: 'clock', reason: 'clock' } : { row }
}

function fits(event: unknown): boolean {
  const text = jsonText(event)
  return text !== undefined && Buffer.byteLength(text) <= limits.eventBytes
}

async function append(spool: Spool, lines: string, events: number): Promise<void> {
  try {
    await spool.append(lines, events)
  } catch (error) {
    if (!(error instanceof SpoolError)) throw error
    throw new HttpProblem('unavailable', 'Events cannot be kept at the moment. Send them again later.', {
      'retry-after': String(retryAfterS),
    })
  }
}
