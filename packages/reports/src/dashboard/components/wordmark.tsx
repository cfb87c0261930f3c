/** The name with its mark: a line, and five touches along it that end in a filled one. */
export function Wordmark() {
  return (
    <span class="wordmark">
      <svg viewBox="0 0 28 28" width="26" height="26" aria-hidden="true" focusable="false">
        <rect class="mark-ground" width="28" height="28" rx="8" />
        <path class="mark-line" d="M5 20 L11 14 L16 17.5 L23 8" />
        <circle class="mark-dot" cx="23" cy="8" r="2.6" />
        <circle class="mark-dot" cx="11" cy="14" r="1.7" />
      </svg>
      Touchline
    </span>
  )
}
