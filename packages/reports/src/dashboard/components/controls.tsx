import { DateTime } from 'luxon'
import { filterDimensions } from '../../core/conditions.js'
import { figureLabel } from '../definitions.js'
import { filterOperators, type TakenScope } from '../scope.js'
import { hrefWith, ownParameters, type View } from '../view.js'
import { Choice } from './choice.js'
import { FilterChips } from './filter-chips.js'
import { PeriodLine } from './period-line.js'

const presets = [1, 7, 30, 90] as const
const devices = ['desktop', 'mobile', 'tablet'] as const

interface ControlsProps {
  view: View
  now: number
  /** Which of the days and filters the page takes. */
  takes: TakenScope
  /** No days asked for means all of them. */
  allTime?: boolean
}

/** Which days and which visitors: plain links and a plain form, so that every answer has an address. */
export function Controls({ view, now, takes, allTime }: ControlsProps) {
  const { t, asked, today } = view
  if (!takes.period && !takes.filters) return null
  const firstDayOf = (days: number) =>
    DateTime.fromISO(today, { zone: 'utc' })
      .minus({ days: days - 1 })
      .toISODate() ?? today
  const always = allTime === true && !asked.from && !asked.to
  const shown = always
    ? { from: '', to: '' }
    : { from: asked.from || (allTime ? '' : firstDayOf(30)), to: asked.to || today }
  return (
    <div class="controls">
      <div class="when">
        {takes.period && (
          <nav class="segments" aria-label={t('controls.presets')}>
            {presets.map((days) => {
              const from = firstDayOf(days)
              const current = shown.from === from && shown.to === today
              return (
                <a href={hrefWith(view, { from, to: today })} aria-current={current ? 'true' : undefined}>
                  {days === 1 ? t('controls.today') : t('controls.days', { days })}
                </a>
              )
            })}
            {allTime && (
              <a href={hrefWith(view, { from: null, to: null })} aria-current={always ? 'true' : undefined}>
                {t('controls.all_time')}
              </a>
            )}
          </nav>
        )}
        <button type="button" class="button" popovertarget="filters">
          {t(takes.period ? 'controls.open' : 'controls.filter')}
        </button>
        {takes.period &&
          (always ? <p class="period">{t('controls.everybody')}</p> : <PeriodLine view={view} now={now} />)}
      </div>
      <FilterChips view={view} takes={takes} />
      <ScopeForm view={view} takes={takes} shown={shown} />
    </div>
  )
}

function ScopeForm({
  view,
  takes,
  shown,
}: Pick<ControlsProps, 'view' | 'takes'> & { shown: { from: string; to: string } }) {
  const { t, asked, url, site, format, language, known } = view
  const countries = [...new Set([...known.countries, ...(asked.country ? [asked.country] : [])])]
    .map((code) => [code, format.country(code)] as const)
    .sort((a, b) => a[1].localeCompare(b[1], language))
  return (
    <form method="get" action={url.pathname} class="scope" popover="auto" id="filters" data-drop-empty>
      {ownParameters(view).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {url.searchParams.getAll('where').map((value) => (
        <input type="hidden" name="where" value={value} />
      ))}
      {takes.period && (
        <>
          <label>
            <span>{t('controls.from')}</span>
            <input type="date" name="from" value={shown.from} />
          </label>
          <label>
            <span>{t('controls.to')}</span>
            <input type="date" name="to" value={shown.to} />
          </label>
        </>
      )}
      {takes.filters && (
        <>
          <Choice
            name="device"
            label={t('controls.device')}
            asked={asked.device}
            options={[
              ['', t('controls.all_devices')],
              ...devices.map((device) => [device, t(`device.${device}`)] as const),
            ]}
          />
          <Choice
            name="country"
            label={t('controls.country')}
            asked={asked.country}
            options={[['', t('controls.all_countries')], ...countries]}
          />
        </>
      )}
      {takes.segment && (known.kept.segments.length > 0 || asked.segment) && (
        <Choice
          name="segment"
          label={t('controls.segment')}
          asked={asked.segment}
          options={[['', t('controls.everyone')], ...known.kept.segments.map(({ name }) => [name, name] as const)]}
        />
      )}
      {takes.timezone && (
        <label>
          <span>{t('controls.timezone')}</span>
          <input
            type="text"
            name="timezone"
            value={asked.timezone}
            placeholder={site.timezone}
            list="timezones"
            autocomplete="off"
            spellcheck={false}
          />
        </label>
      )}
      <datalist id="timezones">
        {[...new Set([site.timezone, 'UTC', 'Asia/Ho_Chi_Minh', 'Europe/Berlin', 'America/New_York'])].map((zone) => (
          <option value={zone} />
        ))}
      </datalist>
      {takes.filters && (
        <fieldset>
          <legend>{t('controls.more')}</legend>
          <Choice
            name="new_dimension"
            label={t('controls.dimension')}
            asked=""
            options={[['', '–'], ...filterDimensions.map((name) => [name, figureLabel(view, name)] as const)]}
          />
          <Choice
            name="new_operator"
            label={t('controls.operator')}
            asked="is"
            options={filterOperators.map((operator) => [operator, t(`where.${operator}`)])}
          />
          <label>
            <span>{t('controls.value')}</span>
            <input type="text" name="new_value" autocomplete="off" spellcheck={false} />
          </label>
        </fieldset>
      )}
      <button class="button primary" type="submit">
        {t('controls.show')}
      </button>
    </form>
  )
}
