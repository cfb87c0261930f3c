/** What a check found: `note` is worth knowing, `sick` needs somebody to act. The sentence says what to do. */
export interface Finding {
  check: string
  state: 'well' | 'note' | 'sick'
  sentence: string
}

/** Makes the findings of one check. */
export const findingsOf = (check: string) => ({
  well: (sentence: string): Finding => ({ check, state: 'well', sentence }),
  note: (sentence: string): Finding => ({ check, state: 'note', sentence }),
  sick: (sentence: string): Finding => ({ check, state: 'sick', sentence }),
})

/** Numbers of bytes as people say them. */
export function bytesText(bytes: number): string {
  const gib = bytes / 2 ** 30
  return gib >= 1 ? `${gib.toFixed(1)} GiB` : `${Math.floor(bytes / 2 ** 20)} MiB`
}

export const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
