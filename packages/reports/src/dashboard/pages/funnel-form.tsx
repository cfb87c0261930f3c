import { cartNames, touchpointNames } from '@touchline/events'
import { filterDimensions } from '../../core/conditions.js'
import { BreakdownChoice } from '../components/breakdown-choice.js'
import { Choice } from '../components/choice.js'
import { FormBox } from '../components/form-box.js'
import { type AskedFunnel, type AskedStep, type AskedWhere, mostSteps, readFunnel } from '../funnel-query.js'
import { isMessageKey } from '../translate.js'
import type { View } from '../view.js'

const operators = ['eq', 'neq', 'in', 'contains', 'prefix', 'set', 'gt', 'lt'] as const
const windowUnits = ['second', 'minute', 'hour', 'day', 'week', 'month'] as const
const orders = ['sequential', 'strict', 'any'] as const
const units = ['person', 'visitor', 'session'] as const

/** Builds a funnel: a plain form, so that every funnel is an address; its buttons work without JavaScript. */
export function FunnelForm({ view, open }: { view: View; open?: boolean }) {
  const { t, url } = view
  const funnel = readFunnel(url.searchParams)
  const edited = url.searchParams.has('edit')
  return (
    <FormBox view={view} title={t('funnel.form')} summary={summaryOf(view, funnel)} open={open || edited}>
      {/* Enter in a field must mean "show", not the first button below. */}
      <button class="visually-hidden" type="submit" tabindex={-1}>
        {t('controls.show')}
      </button>
      <ol class="steps">
        {funnel.steps.map((step, i) => (
          <StepFields view={view} step={step} number={i + 1} removable={funnel.steps.length > 1} />
        ))}
      </ol>
      {funnel.steps.length < mostSteps && (
        <button class="button" type="submit" name="change" value="add">
          {t('funnel.add_step')}
        </button>
      )}
      <WindowAndOrder view={view} funnel={funnel} />
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
function summaryOf({ t }: View, { steps, window, windowUnit }: AskedFunnel): string {
  const names = steps.map(({ name }) => name || t('funnel.any_event')).join(' → ')
  const unit = `window.${windowUnit}`
  return `${names} · ${t('funnel.within', { value: window, unit: isMessageKey(unit) ? t(unit) : windowUnit })}`
}

interface StepFieldsProps {
  view: View
  step: AskedStep
  number: number
  removable: boolean
}

function StepFields({ view, step, number, removable }: StepFieldsProps) {
  const { t } = view
  const id = `step${number}`
  const conditions: AskedWhere[] = [...step.where, { property: '', operator: 'eq', value: '' }]
  const refined = step.where.length > 0 || step.optional || step.firstEver
  return (
    <li class="step">
      <label>
        <span>{t('funnel.step', { number })}</span>
        <input
          type="text"
          name={id}
          value={step.name}
          placeholder={t('funnel.any_event')}
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
          aria-label={t('funnel.move_up', { number })}
          disabled={number === 1}
        >
          ↑
        </button>
        <button
          class="quiet"
          type="submit"
          name="change"
          value={`remove-${number}`}
          aria-label={t('funnel.remove', { number })}
          disabled={!removable}
        >
          ×
        </button>
      </span>
      <details open={refined}>
        <summary>{t('funnel.conditions')}</summary>
        {conditions.map((condition) => (
          <ConditionFields view={view} id={id} condition={condition} number={number} />
        ))}
        <label class="check">
          <input type="checkbox" name={`${id}_optional`} value="1" checked={step.optional} />
          <span>{t('funnel.optional')}</span>
        </label>
        <label class="check">
          <input type="checkbox" name={`${id}_first_ever`} value="1" checked={step.firstEver} />
          <span>{t('funnel.first_ever')}</span>
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

function ConditionFields({ view: { t }, id, condition, number }: ConditionFieldsProps) {
  return (
    <div class="condition">
      <input
        type="text"
        name={`${id}_property`}
        value={condition.property}
        placeholder={t('funnel.property')}
        aria-label={t('funnel.property_of', { number })}
        list="properties"
        autocomplete="off"
        spellcheck={false}
      />
      <select name={`${id}_operator`} aria-label={t('funnel.operator_of', { number })}>
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
        placeholder={t('funnel.value')}
        aria-label={t('funnel.value_of', { number })}
        autocomplete="off"
      />
    </div>
  )
}

function WindowAndOrder({ view, funnel }: { view: View; funnel: AskedFunnel }) {
  const { t } = view
  return (
    <div class="builder-end">
      <label>
        <span>{t('funnel.window')}</span>
        <input type="number" name="window" min="1" max="10000" value={funnel.window} />
      </label>
      <Choice
        name="window_unit"
        label={t('funnel.window_unit')}
        asked={funnel.windowUnit}
        options={windowUnits.map((unit) => [unit, t(`window.${unit}`)])}
      />
      <Choice
        name="order"
        label={t('funnel.order')}
        asked={funnel.order}
        options={orders.map((order) => [order, t(`order.${order}`)])}
      />
      <Choice
        name="unit"
        label={t('funnel.unit')}
        asked={funnel.unit}
        options={units.map((unit) => [unit, t(`unit.${unit}`)])}
      />
      <BreakdownChoice view={view} asked={funnel.breakdown} />
      <button class="button primary" type="submit">
        {t('controls.show')}
      </button>
    </div>
  )
}
