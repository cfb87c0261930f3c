interface ChoiceProps {
  name: string
  label: string
  asked: string
  options: readonly (readonly [value: string, text: string])[]
}

/** A select that keeps an asked value that it does not know, so that a refused form is shown as it was sent. */
export function Choice({ name, label, asked, options }: ChoiceProps) {
  const all = options.some(([value]) => value === asked) ? options : [...options, [asked, asked] as const]
  return (
    <label>
      <span>{label}</span>
      <select name={name}>
        {all.map(([value, text]) => (
          <option value={value} selected={value === asked}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}
