import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { ReportError } from '@touchline/reports'
import { ClickHouseError, StorageError } from '@touchline/storage'
import { describe, expect, it } from 'vitest'
import { CliError } from './cli-error.js'
import { explainFailure } from './explain-failure.js'

const thrownBy = async (act: () => unknown): Promise<unknown> => {
  try {
    await act()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

describe('explainFailure', () => {
  it.each([
    [new CliError('Say which site: --site ID', 2), 2],
    [new CliError('Cannot read a.ndjson.'), 1],
    [new StorageError('locked', 'The data directory is in use.'), 1],
    [new ReportError('invalid_parameters', 'from is after to: swap them.'), 2],
    [new ReportError('unavailable', 'ClickHouse does not answer at the moment.'), 1],
  ])('says "%s" as it is, with code %i', (error, exitCode) => {
    expect(explainFailure(error)).toEqual({ message: error.message, exitCode })
  })

  it('names the path that cannot be used', async () => {
    const here = fileURLToPath(import.meta.url)
    const { message, exitCode } = explainFailure(await thrownBy(() => mkdirSync(here)))
    expect(message).toMatch(/^A file cannot be used: EEXIST.*explain-failure\.test\.ts.*permissions/)
    expect(exitCode).toBe(1)
  })

  it('names the connection and the code of what ClickHouse refuses', async () => {
    const lost = await thrownBy(() => once(connect(1, '127.0.0.1'), 'connect'))
    expect(explainFailure(lost).message).toMatch(/^ClickHouse stopped answering \(ECONNREFUSED\).*CLICKHOUSE_URL/)
    const refused = new ClickHouseError({ message: 'Not enough privileges.', code: '497', type: 'ACCESS_DENIED' })
    expect(explainFailure(refused).message).toBe('ClickHouse refused a statement (code 497): Not enough privileges.')
  })

  it('shows the stack of a fault of its own', () => {
    expect(explainFailure(new TypeError('x is not a function')).message).toMatch(/explain-failure\.test\.ts/)
  })
})
