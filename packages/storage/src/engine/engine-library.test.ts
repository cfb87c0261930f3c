import { describe, expect, it } from 'vitest'
import { engineLibrary } from './engine-library.js'

describe('engineLibrary', () => {
  it('finds the library of this platform', () => {
    expect(engineLibrary()).toMatch(/libchdb\.so$/)
  })

  it('names CLICKHOUSE_URL where there is none', () => {
    expect(() => engineLibrary('win32', 'x64')).toThrow(/@chdb\/lib-win32-x64.*CLICKHOUSE_URL/)
  })
})
