import { cartNames, touchpointNames } from '@touchline/events'
import { filterDimensions } from '../../../core/conditions.js'
import { FormBox } from '../../components/form-box.js'
import type { View } from '../../view.js'
import { Exclusions } from './exclusions.js'
import { FunnelChoices } from './funnel-choices.js'
import { type AskedFunnel, type AskedStep, type AskedWhere, mostSteps, readFunnel } from './funnel-query.js'
import { text } from './messages.js'

const operators = ['eq', 'neq', 'in', 'contains', 'prefix', 'set', 'gt', 'lt'] as const

/** Builds a funnel: a plain form, so that every funnel is an address; its buttons work without JavaScript. */
export function FunnelForm({ view, open }: { view: View; open?: boolean }) {
  const { url } = view
  const t = text(view)
  const funnel = readFunnel(url.searchParams)
  const edited = url.searchParams.has('edit')
  return (
    <FormBox view={view} title={t('form')} summary={summaryOf(view, funnel)} open={open || edited}>
      {/* Enter in a field must mean "show", not the first button below. */}
      <button class="visually-hidden" type="submit" tabindex={-1}>
        {view.t('controls.show')}
      </button>
      <ol class="steps">
        {funnel.steps.map((step, i) => (
          <StepFields view={view} step={step} number={i + 1} removable={funnel.steps.length > 1} />
        ))}
      </ol>
      {funnel.steps.length < mostSteps && (
        <button class="button" type="submit" name="change" value="add">
          {t('add_step')}
        </button>
      )}
      <Exclusions view={view} funnel={funnel} />
      <FunnelChoices view={view} funnel={funnel} />
      <datalist id="event-names">
        {[...touchpointNames, ...cartNames].map((name) => (
          <option value={name} />
        ))}
      </datalist>
      <datalist id="properties">
        {filterDimensions.map((name) => (
          <option value={name} />
        ))}
      </datalist>
    </FormBox>
  )
}

/** The funnel in a line: `view_item → purchase · within 7 days`. */
function summaryOf(view: View, { steps, window, windowUnit }: AskedFunnel): string {
  const t = text(view)
  const names = steps.map(({ name }) => name || t('any_event')).join(' → ')
  return `${names} · ${t('within', { value: window, unit: t.named('window', windowUnit) })}`
}

interface StepFieldsProps {
  view: View
  step: AskedStep
  number: number
  removable: boolean
}

function StepFields({ view, step, number, removable }: StepFieldsProps) {
  const t = text(view)
  const id = `step${number}`
  const conditions: AskedWhere[] = [...step.where, { property: '', operator: 'eq', value: '' }]
  const refined = step.where.length > 0 || step.optional || step.firstEver
  return (
    <li class="step">
      <label>
        <span>{t('step', { number })}</span>
        <input
          type="text"
          name={id}
          value={step.name}
          placeholder={t('any_event')}
          list="event-names"
          autocomplete="off"
          spellcheck={false}
        />
      </label>
      <span class="step-buttons">
        <button
          class="quiet"
          type="submit"
          name="change"
          value={`up-${number}`}
          aria-label={t('move_up', { number })}
          disabled={number === 1}
        >
          ↑
        </button>
        <button
          class="quiet"
          type="submit"
          name="change"
          value={`remove-${number}`}
          aria-label={t('remove', { number })}
          disabled={!removable}
        >
          ×
        </button>
      </span>
      <details open={refined}>
        <summary>{t('conditions')}</summary>
        {conditions.map((condition) => (
          <ConditionFields view={view} id={id} condition={condition} number={number} />
        ))}
        <label class="check">
          <input type="checkbox" name={`${id}_optional`} value="1" checked={step.optional} />
          <span>{t('optional')}</span>
        </label>
        <label class="check">
          <input type="checkbox" name={`${id}_first_ever`} value="1" checked={step.firstEver} />
          <span>{t('first_ever')}</span>
        </label>
      </details>
    </li>
  )
}

interface ConditionFieldsProps {
  view: View
  id: string
  condition: AskedWhere
  number: number
}

function ConditionFields({ view, id, condition, number }: ConditionFieldsProps) {
  const t = text(view)
  return (
    <div class="condition">
      <input
        type="text"
        name={`${id}_property`}
        value={condition.property}
        placeholder={t('property')}
        aria-label={t('property_of', { number })}
        list="properties"
        autocomplete="off"
        spellcheck={false}
      />
      <select name={`${id}_operator`} aria-label={t('operator_of', { number })}>
        {operators.map((operator) => (
          <option value={operator} selected={operator === condition.operator}>
            {t(`operator.${operator}`)}
          </option>
        ))}
      </select>
      <input
        type="text"
        name={`${id}_value`}
        value={condition.value}
        placeholder={t('value')}
        aria-label={t('value_of', { number })}
        autocomplete="off"
      />
    </div>
  )
}
