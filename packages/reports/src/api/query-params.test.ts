import { expect, it } from 'vitest'
import { z } from 'zod'
import { readQueryParams } from './query-params.js'

const shape = {
  from: z.string().optional(),
  bins: z.number().optional(),
  counts_only: z.boolean().default(false),
  window: z.object({ value: z.number() }).nullable(),
  steps: z.array(z.union([z.object({ name: z.string() }), z.string()])),
  kinds: z.array(z.enum(['a', 'b'])),
}

it.each([
  ['text stays text', { from: ['2026'] }, { from: '2026' }],
  ['numbers and booleans', { bins: ['7'], counts_only: ['true'] }, { bins: 7, counts_only: true }],
  ['nested values as JSON', { window: ['{"value":7}'] }, { window: { value: 7 } }],
  ['null', { window: ['null'] }, { window: null }],
  ['a list as JSON', { steps: ['[{"name":"a"},"b"]'] }, { steps: [{ name: 'a' }, 'b'] }],
  [
    'a list by repetition',
    { steps: ['{"name":"a"}', 'b'], kinds: ['a', 'b'] },
    { steps: [{ name: 'a' }, 'b'], kinds: ['a', 'b'] },
  ],
  ['a list of one', { steps: ['a'], kinds: ['b'] }, { steps: ['a'], kinds: ['b'] }],
  ['what fits nothing as it is', { bins: ['many'], other: ['1'] }, { bins: 'many', other: '1' }],
])('%s', (_, query, expected) => {
  expect(readQueryParams(query as Record<string, string[]>, shape)).toEqual(expected)
})
