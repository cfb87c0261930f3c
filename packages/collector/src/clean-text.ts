/**
 * Text as ClickHouse takes it: a lone surrogate makes it refuse the whole insert (code 25), and a NUL ends text in
 * many tools that read it later.
 */
export function cleanText(text: string): string {
  const wellFormed = text.toWellFormed()
  return wellFormed.includes('\0') ? wellFormed.replaceAll('\0', '') : wellFormed
}
