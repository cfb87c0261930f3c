/** A share of a whole as a bar; the number stands beside it. */
export function ShareBar({ share }: { share: number }) {
  const width = Math.min(100, Math.max(0, share * 100))
  return (
    <svg class="share-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect class="rest" x="0" y="0" width="100" height="10" />
      <rect x="0" y="0" width={width} height="10" />
    </svg>
  )
}
