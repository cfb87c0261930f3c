/** A line icon beside its page's name; says nothing that the name does not. */
export function PageIcon({ path }: { path: string }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={path} />
    </svg>
  )
}
