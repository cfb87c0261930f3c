import { type ImportFormat, importFormats } from '@touchline/events'

/** How a dead letter says where it came from: `import line 3`, `import line 3 (ga4)`. */
export const importOrigin = (line: number, format: ImportFormat): string =>
  format === 'touchline' ? `import line ${line}` : `import line ${line} (${format})`

/** The format of the line that a dead letter's reason tells of; undefined when the letter is of no import. */
export function originFormat(reason: string): ImportFormat | undefined {
  const [, named] = /^import line \d+(?: \((\w+)\))?: /.exec(reason) ?? [undefined, undefined]
  if (named !== undefined) return importFormats.find((format) => format === named)
  return /^import line /.test(reason) ? 'touchline' : undefined
}
