import type { ReportAnswer } from '@touchline/reports'
import Table from 'cli-table3'
import { type Cell, cellText, isList, isObject, isSeries, isSingle } from './answer-cells.js'

type Row = Record<string, Cell>

/** Rows and columns that a table may have before it says that there are more. */
const mostRows = 60
const mostSeries = 24
/** Groups of figures up to this size become columns, larger ones a table of their own. */
const smallGroup = 5

interface Part {
  title: string
  names: string[]
  lines: string[][]
  /** How many of the first columns say what a line is about. */
  keys: number
}

/** What a row is about: its first texts, or else its first column. */
function keysOf(rows: readonly Row[]): string[] {
  const names = Object.keys(rows[0] ?? {})
  const texts = names.filter((name) => rows.some((row) => typeof row[name] === 'string'))
  const leading = names.slice(0, 3).filter((name) => texts.includes(name))
  return leading.length > 0 ? leading.slice(0, 2) : names.slice(0, 1)
}

const pick = (row: Row, names: readonly string[]): Row => Object.fromEntries(names.map((name) => [name, row[name]]))

/** One table of rows, and further ones of the lists and large groups in them. */
function partsOf(title: string, rows: readonly Row[]): Part[] {
  const flat: Row[] = rows.map(() => ({}))
  const inner = new Map<string, Row[]>()
  const keys = keysOf(rows)
  const under = (name: string, found: Row[]) => inner.set(name, [...(inner.get(name) ?? []), ...found])
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  for (const name of names) {
    const isLarge = rows.some((row) => isGroup(row[name]) && Object.keys(row[name] as Row).length > smallGroup)
    rows.forEach((row, i) => {
      const into = flat[i] as Row
      const value = row[name]
      const about = pick(
        row,
        keys.filter((key) => key !== name),
      )
      if (isList(value))
        under(
          name,
          value.map((entry) => ({ ...about, ...entry })),
        )
      else if (isSeries(value))
        for (const [place, one] of value.slice(0, mostSeries).entries()) into[`${name} ${place}`] = one
      else if (isGroup(value) && isLarge)
        under(
          name,
          figures(value).map((one) => ({ ...about, ...one })),
        )
      else if (isGroup(value)) for (const [key, one] of Object.entries(value)) into[`${name}.${key}`] = one
      else if (!(Array.isArray(value) && value.length === 0 && inner.has(name))) into[name] = value
    })
  }
  const own = [...new Set(flat.flatMap((row) => Object.keys(row)))].filter(
    (name) => !inner.has(name) || flat.some((row) => name in row && (row[name] as Cell[] | null)?.length !== 0),
  )
  const nested = flat.some((row) => Object.values(row).some((value) => isGroup(value) || isList(value)))
  // What says nothing but what the inner tables are about is said by them.
  const isBare = inner.size > 0 && own.every((name) => keys.includes(name))
  const first: Part[] = isBare
    ? []
    : nested
      ? partsOf(title, flat)
      : [
          {
            title,
            names: own,
            lines: flat.slice(0, mostRows).map((row) => own.map((name) => cellText(row[name]))),
            keys: keys.filter((key) => own.includes(key)).length,
          },
        ]
  return [...first, ...[...inner].flatMap(([name, found]) => partsOf(title ? `${title}: ${name}` : name, found))]
}

const isGroup = (value: Cell): value is Row => isObject(value) && !isSingle(value)

const widthOf = (text: string) => [...text].length
const border = 3

/** Columns that fit beside each other into `width`, the keys in front of each group. */
function fitting({ names, lines, keys }: Part, width: number): number[][] {
  const widths = names.map(
    (name, i) => Math.max(widthOf(name), ...lines.map((line) => widthOf(line[i] ?? ''))) + border,
  )
  const fixed = Array.from({ length: keys }, (_, i) => i)
  const room = width - 1 - fixed.reduce((sum, i) => sum + (widths[i] as number), 0)
  const groups: number[][] = []
  let left = 0
  names.forEach((_, i) => {
    if (i < keys) return
    const needs = widths[i] as number
    const last = groups.at(-1)
    if (last && needs <= left) {
      last.push(i)
      left -= needs
    } else {
      groups.push([...fixed, i])
      left = room - needs
    }
  })
  return groups.length > 0 ? groups : [fixed]
}

function draw(part: Part, count: number, width: number): string {
  const tables = fitting(part, width).map((columns) => {
    const table = new Table({
      head: columns.map((i) => part.names[i] ?? ''),
      style: { head: [], border: [], compact: true },
    })
    for (const line of part.lines) table.push(columns.map((i) => line[i] ?? ''))
    return table.toString()
  })
  const more = count > part.lines.length ? [`… and ${count - part.lines.length} more: --format json has all.`] : []
  return [...(part.title ? [part.title] : []), ...tables, ...more].join('\n')
}

function drawn(title: string, rows: readonly Row[], width: number): string[] {
  return partsOf(title, rows).map((part) =>
    draw(part, Math.max(part.lines.length, title === part.title ? rows.length : 0), width),
  )
}

/** An answer for a terminal of a width in characters: its rows, its totals, the lists in them, and the notes. */
export function answerTables(answer: ReportAnswer, width = 120): string {
  const { report, params, rows, totals, notes, sample } = answer
  const days = [params.from, params.to].filter(Boolean).join(' to ')
  const parts = [[report, params.site_id, days].filter(Boolean).join('  ')]
  if (rows.length > 0) parts.push(...drawn('', rows, width))
  const asked = Object.entries(totals).filter(([, value]) => value !== undefined && !isEmptyList(value))
  const single = asked.filter(([, value]) => isSingle(value) && !isList(value))
  if (single.length > 0)
    parts.push(
      ...drawn(
        '',
        single.map(([figure, value]) => ({ figure, value })),
        width,
      ),
    )
  for (const [name, value] of asked) {
    if (isList(value)) parts.push(...drawn(name, value, width))
    else if (!isSingle(value)) parts.push(...drawn(name, figures(value as Row), width))
  }
  if (isList(answer.breakdowns) && !('breakdowns' in totals))
    parts.push(...drawn('breakdowns', answer.breakdowns, width))
  const counts = Object.entries(sample).map(([name, n]) => `${n} ${name}`)
  parts.push(`sample: ${counts.join(', ')}`)
  return `${[...parts, ...notes].join('\n\n')}\n`
}

const isEmptyList = (value: Cell) => Array.isArray(value) && value.length === 0

/** A group of figures, one a line; of groups in it the figures with joined names. */
const figures = (group: Row): Row[] =>
  Object.entries(group).flatMap(([figure, value]) =>
    isGroup(value)
      ? figures(value).map((one) => ({ figure: `${figure}.${one.figure}`, value: one.value }))
      : [{ figure, value }],
  )
