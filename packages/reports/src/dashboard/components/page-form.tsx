import { type Field, type FormSpec, fieldText } from '../report-page/fields.js'
import type { View } from '../view.js'
import { BreakdownChoice } from './breakdown-choice.js'
import { Choice } from './choice.js'
import { FormBox } from './form-box.js'

/** A page's own form, folded away so that the answer comes first. */
export function PageForm({ view, spec, open }: { view: View; spec: FormSpec; open?: boolean }) {
  return (
    <FormBox view={view} title={spec.title} summary={spec.summary} open={open}>
      <div class="builder-end">
        {spec.fields.map((field) => (
          <FieldInput view={view} field={field} />
        ))}
        <button class="button primary" type="submit">
          {view.t('controls.show')}
        </button>
      </div>
    </FormBox>
  )
}

function FieldInput({ view, field }: { view: View; field: Field }) {
  const { name, label } = field
  const asked = fieldText(view, field)
  if (field.kind === 'breakdown') return <BreakdownChoice view={view} name={name} label={label} asked={asked} />
  if (field.kind === 'choice') return <Choice name={name} label={label} asked={asked} options={field.options} />
  if (field.kind === 'day')
    return (
      <label>
        <span>{label}</span>
        <input type="date" name={name} value={asked} />
      </label>
    )
  if (field.kind === 'number')
    return (
      <label>
        <span>{label}</span>
        <input
          type="number"
          name={name}
          min={field.min}
          max={field.max}
          value={asked}
          placeholder={field.placeholder}
        />
      </label>
    )
  return (
    <label>
      <span>{label}</span>
      <input
        type="text"
        name={name}
        value={asked}
        placeholder={field.placeholder}
        list={field.suggestions && `suggestions-${name}`}
        autocomplete="off"
        spellcheck={false}
      />
      {field.suggestions && (
        <datalist id={`suggestions-${name}`}>
          {field.suggestions.map((value) => (
            <option value={value} />
          ))}
        </datalist>
      )}
    </label>
  )
}
