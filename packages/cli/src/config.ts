import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'
import { CliError } from './cli-error.js'

const port = z.coerce
  .number('must be a port number')
  .int('must be a port number')
  .min(0, 'must be 0 to 65535; 0 picks a free port')
  .max(65_535, 'must be 0 to 65535; 0 picks a free port')
const text = z.string('must be text')
const filled = text.min(1, 'must not be empty')
const ownPath = text.regex(/^(\/[\w.-]+)+$/, 'must be a path such as /js/shop.js')
const rate = z.coerce.number('must be a number').positive('must be above 0')
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const

/** True of an IP address, alone or with the length of a prefix. */
function isAddressRange(range: string): boolean {
  const [, address = '', bits = '0'] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(range) ?? []
  const version = isIP(address)
  return version !== 0 && Number(bits) <= (version === 4 ? 32 : 128)
}
const addressRange = z
  .string()
  .refine(isAddressRange, { error: ({ input }) => `"${input}" is not an IP address or CIDR range such as 10.0.0.0/8` })

/** Every setting: environment variables, and the same names in an optional touchline.config.json. */
export const settingsSchema = z.strictObject({
  TOUCHLINE_DATA_DIR: filled.default('./.touchline').meta({ description: 'Spool, engine, sites and keys' }),
  TOUCHLINE_HOST: filled.default('127.0.0.1').meta({ description: 'Address that the collector listens on' }),
  TOUCHLINE_PORT: port.default(8080).meta({ description: 'Port of the collector (public)' }),
  TOUCHLINE_REPORTS_HOST: filled.default('127.0.0.1').meta({ description: 'Address that the dashboard listens on' }),
  TOUCHLINE_REPORTS_PORT: port.default(8081).meta({ description: 'Port of the reports API and dashboard (private)' }),
  TOUCHLINE_METRICS_PORT: port
    .default(8082)
    .meta({ description: 'Port of /metrics (private, on the reports address)' }),
  TOUCHLINE_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://collector.my-shop.example' })
    .optional()
    .meta({ description: 'Address of the collector as browsers see it' }),
  TOUCHLINE_SCRIPT_PATH: ownPath
    .regex(/\.js$/, 'must end in .js')
    .default('/touchline.js')
    .meta({ description: 'Path of the script by a name of your own, such as /js/shop.js' }),
  TOUCHLINE_EVENTS_PATH: ownPath
    .default('/v1/events')
    .meta({ description: 'Path to which that script sends, in the same folder, such as /js/log' }),
  TOUCHLINE_TRUSTED_PROXIES: text
    .default('')
    .transform((list) => list.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(addressRange))
    .meta({ description: 'Addresses whose X-Forwarded-For counts, comma separated; CIDR allowed' }),
  TOUCHLINE_COUNTRY: filled.default('on').meta({
    description: 'Country of visitors: on (the database that comes along), off, or the path of an .mmdb file',
  }),
  TOUCHLINE_RATE_LIMIT: rate
    .optional()
    .meta({ description: 'Requests a second of one address to one site; unset = 500, and no limit on loopback' }),
  TOUCHLINE_SITE_RATE_LIMIT: rate
    .optional()
    .meta({ description: 'Requests a second of all addresses to one site; unset = no limit' }),
  TOUCHLINE_SQL: z.enum(['on', 'off'], 'must be on or off').default('off').meta({
    description: 'POST /v1/sql for holders of a read key: read-only SQL over the events of their site',
  }),
  TOUCHLINE_PRIVATE_WEBHOOKS: z
    .enum(['on', 'off'], 'must be on or off')
    .default('off')
    .meta({ description: 'Webhooks may go to addresses of private networks' }),
  TOUCHLINE_SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be an address such as smtp://user:password@mail.my-shop.example:587' })
    .optional()
    .meta({ description: 'Mail server for alerts and weekly e-mails' }),
  TOUCHLINE_MAIL_FROM: filled.default('Touchline <touchline@localhost>').meta({ description: 'Sender of e-mails' }),
  TOUCHLINE_DASHBOARD_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://touchline.my-shop.example' })
    .optional()
    .meta({ description: 'Address of the dashboard as people see it, for links in e-mails' }),
  TOUCHLINE_NOTIFICATIONS_EVERY_S: z.coerce
    .number('must be a number')
    .min(0.1)
    .max(3600)
    .default(10)
    .meta({ description: 'How often it looks for what is to be sent', unit: 's' }),
  TOUCHLINE_LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  CLICKHOUSE_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as http://localhost:8123' })
    .optional()
    .meta({ description: 'A ClickHouse server of your own; unset = the embedded engine' }),
  CLICKHOUSE_USER: text.default('default'),
  CLICKHOUSE_PASSWORD: text.default(''),
  CLICKHOUSE_DATABASE: text.regex(/^\w+$/, 'must be letters, digits and underscores').default('touchline'),
})
export type Settings = z.infer<typeof settingsSchema>

const ours = /^(TOUCHLINE|CLICKHOUSE)_/
const fileSetting = 'TOUCHLINE_CONFIG'

/**
 * Reads the settings: the environment wins over the file. An empty variable counts as unset.
 * @throws CliError with every problem at once
 */
export function readSettings(environment: Record<string, string | undefined>, directory = process.cwd()): Settings {
  const file = environment[fileSetting] ?? 'touchline.config.json'
  const fromFile = readFile(resolve(directory, file), environment[fileSetting] !== undefined)
  const fromEnvironment = Object.fromEntries(
    Object.entries(environment).filter(
      ([name, value]) =>
        value && name !== fileSetting && (name in settingsSchema.shape || name.startsWith('TOUCHLINE_')),
    ),
  )
  const parsed = settingsSchema.safeParse({ ...fromFile, ...fromEnvironment })
  if (parsed.success) return { ...parsed.data, TOUCHLINE_DATA_DIR: resolve(directory, parsed.data.TOUCHLINE_DATA_DIR) }
  const problems = parsed.error.issues.map((issue) => {
    if (issue.code !== 'unrecognized_keys') return `${String(issue.path[0])}: ${issue.message}`
    const known = Object.keys(settingsSchema.shape).filter((name) => ours.test(name))
    return `${issue.keys.join(', ')}: no such setting; there are ${known.join(', ')}`
  })
  throw new CliError(`The settings are wrong:\n  ${problems.join('\n  ')}`, 2)
}

function readFile(path: string, required: boolean): Record<string, unknown> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (!required && (error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new CliError(`The settings file ${path} cannot be read: ${(error as Error).message}`, 2)
  }
  try {
    const content: unknown = JSON.parse(text)
    if (typeof content === 'object' && content !== null && !Array.isArray(content))
      return content as Record<string, unknown>
  } catch (error) {
    throw new CliError(`The settings file ${path} is not JSON: ${(error as Error).message}`, 2)
  }
  throw new CliError(`The settings file ${path} must hold an object such as {"TOUCHLINE_PORT": 8080}.`, 2)
}
