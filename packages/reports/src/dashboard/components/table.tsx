import type { Child } from 'hono/jsx'

interface TableProps {
  caption: string
  head: readonly (Child | { text: Child; number: true })[]
  /** The columns speak for themselves: their names are there for screen readers only. */
  plainHead?: boolean
  children?: Child
}

const isNumberHead = (head: TableProps['head'][number]): head is { text: Child; number: true } =>
  typeof head === 'object' && head !== null && 'number' in head

/** A table that scrolls inside its own box; the box takes the keyboard's focus so that it can be scrolled without a mouse. */
export function Table({ caption, head, plainHead, children }: TableProps) {
  return (
    <section class="table-box" tabindex={0} aria-label={caption}>
      <table>
        <caption>
          <span>{caption}</span>
        </caption>
        <thead class={plainHead ? 'visually-hidden' : undefined}>
          <tr>
            {head.map((cell) =>
              isNumberHead(cell) ? (
                <th scope="col" class="number">
                  {cell.text}
                </th>
              ) : (
                <th scope="col">{cell}</th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}
