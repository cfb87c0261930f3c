import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { siteOfQuery, sqlLimits, sqlSettings, sqlTables, sqlUser } from './sql-user.js'

/** The database that holds Touchline's tables in the embedded engine. */
export const engineDatabase = 'touchline'
/** The user that owns the tables, and the one that may only read them. */
export const ownerUser = 'touchline'
export const readerUser = 'touchline_reader'

export interface EngineConfig {
  configFile: string
  dataPath: string
  ownerPassword: string
  readerPassword: string
  sqlPassword: string
}

const sha256 = (value: string) => createHash('sha256').update(value).digest('hex')

/** A random password, made once and kept in the data directory for its owner alone. */
function keptPassword(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

/** Reads the passwords of an engine that runs in `directory` already. */
export function enginePasswords(directory: string): Pick<EngineConfig, `${string}Password` & keyof EngineConfig> {
  return {
    ownerPassword: keptPassword(join(directory, 'owner-password')),
    readerPassword: keptPassword(join(directory, 'reader-password')),
    sqlPassword: keptPassword(join(directory, 'sql-password')),
  }
}

/**
 * Writes the engine's configuration into `directory`.
 * The passwordless `default` user must exist, because the program's own session uses it; it can do nothing but open the
 * listeners. The reader may select from Touchline's tables only: no system tables, no file(), no url(). Nor from
 * the salts, with which it could try out whose hash is whose. The user of `POST /v1/sql` sees two tables, and of these the
 * rows of the site that the id of its query names.
 */
export function writeEngineConfig(directory: string): EngineConfig {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const passwords = enginePasswords(directory)
  const memory = Math.min(Math.max(Math.floor(totalmem() * 0.5), 1 << 30), 64 * 2 ** 30)
  const usersFile = join(directory, 'users.xml')
  writeFileSync(usersFile, usersXml(passwords, memory), { mode: 0o600 })
  const configFile = join(directory, 'config.xml')
  writeFileSync(
    configFile,
    `<clickhouse>
  <users_config>${usersFile}</users_config>
  <max_server_memory_usage>${memory}</max_server_memory_usage>
  <max_connections>256</max_connections>
  <keep_alive_timeout>30</keep_alive_timeout>
  <mark_cache_size>268435456</mark_cache_size>
  <access_control_improvements>
    <select_from_system_db_requires_grant>true</select_from_system_db_requires_grant>
  </access_control_improvements>
  <logger><level>warning</level><console>1</console></logger>
</clickhouse>
`,
    { mode: 0o600 },
  )
  return { ...passwords, configFile, dataPath: join(directory, 'db/') }
}

type Passwords = ReturnType<typeof enginePasswords>

const xml = (settings: Record<string, string | number>) =>
  Object.entries(settings)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')

function usersXml({ ownerPassword, readerPassword, sqlPassword }: Passwords, memory: number): string {
  const local = '<networks><ip>127.0.0.1</ip><ip>::1</ip></networks>'
  return `<clickhouse>
  <profiles>
    <default></default>
    <reader>
      <readonly>2</readonly>
      <max_execution_time>60</max_execution_time>
      <max_memory_usage>${Math.floor(memory / 2)}</max_memory_usage>
      <constraints>
        <max_execution_time><max>300</max></max_execution_time>
        <max_memory_usage><max>${Math.floor(memory / 2)}</max></max_memory_usage>
      </constraints>
    </reader>
    <sql>${xml(sqlSettings(Math.min(sqlLimits.memoryBytes, Math.floor(memory / 4))))}</sql>
  </profiles>
  <quotas><default></default></quotas>
  <users>
    <default>
      <password></password>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>default</profile>
      <quota>default</quota>
      <grants><query>GRANT SYSTEM LISTEN ON *.*</query></grants>
    </default>
    <${ownerUser}>
      <password_sha256_hex>${sha256(ownerPassword)}</password_sha256_hex>
      ${local}
      <profile>default</profile>
      <quota>default</quota>
      <access_management>1</access_management>
    </${ownerUser}>
    <${readerUser}>
      <password_sha256_hex>${sha256(readerPassword)}</password_sha256_hex>
      ${local}
      <profile>reader</profile>
      <quota>default</quota>
      <grants>
        <query>GRANT SELECT ON ${engineDatabase}.*</query>
        <query>REVOKE SELECT ON ${engineDatabase}.salts</query>
      </grants>
    </${readerUser}>
    <${sqlUser}>
      <password_sha256_hex>${sha256(sqlPassword)}</password_sha256_hex>
      ${local}
      <profile>sql</profile>
      <quota>default</quota>
      <grants>${sqlTables.map((table) => `<query>GRANT SELECT ON ${engineDatabase}.${table}</query>`).join('')}</grants>
      <databases><${engineDatabase}>
        ${sqlTables.map((table) => `<${table}><filter>site_id = ${siteOfQuery}</filter></${table}>`).join('')}
      </${engineDatabase}></databases>
    </${sqlUser}>
  </users>
</clickhouse>
`
}
