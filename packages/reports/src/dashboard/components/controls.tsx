import { DateTime } from 'luxon'
import { countryCodes } from '../countries.js'
import { hrefWith, ownParameters, type View } from '../view.js'
import { PeriodLine } from './period-line.js'

const presets = [1, 7, 30, 90] as const
const devices = ['desktop', 'mobile', 'tablet'] as const

interface ControlsProps {
  view: View
  now: number
  /** No days asked for means all of them. */
  allTime?: boolean
}

/** Which days and which visitors: plain links and a plain form, so that every answer has an address. */
export function Controls({ view, now, allTime }: ControlsProps) {
  const { t, asked, today, url, site } = view
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
        {always ? <p class="period">{t('controls.everybody')}</p> : <PeriodLine view={view} now={now} />}
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
      </div>
      <form method="get" action={url.pathname} data-submit-on-change>
        {ownParameters(view).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <label>
          <span>{t('controls.from')}</span>
          <input type="date" name="from" value={shown.from} />
        </label>
        <label>
          <span>{t('controls.to')}</span>
          <input type="date" name="to" value={shown.to} />
        </label>
        <label>
          <span>{t('controls.device')}</span>
          <select name="device">
            <option value="">{t('controls.all_devices')}</option>
            {withAsked(devices, asked.device).map((device) => (
              <option value={device} selected={device === asked.device}>
                {deviceName(view, device)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t('controls.country')}</span>
          <select name="country">
            <option value="">{t('controls.all_countries')}</option>
            {countryOptions(view).map(({ code, name }) => (
              <option value={code} selected={code === asked.country}>
                {name}
              </option>
            ))}
          </select>
        </label>
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
        <datalist id="timezones">
          {[...new Set([site.timezone, 'UTC', 'Asia/Ho_Chi_Minh', 'Europe/Berlin', 'America/New_York'])].map((zone) => (
            <option value={zone} />
          ))}
        </datalist>
        <button class="button primary" type="submit">
          {t('controls.show')}
        </button>
      </form>
    </div>
  )
}

const withAsked = (known: readonly string[], asked: string) =>
  asked && !known.includes(asked) ? [...known, asked] : known

function deviceName({ t }: View, device: string): string {
  if (device === 'desktop') return t('device.desktop')
  if (device === 'mobile') return t('device.mobile')
  return device === 'tablet' ? t('device.tablet') : device
}

function countryOptions({ format, language, asked }: View) {
  return withAsked(countryCodes, asked.country)
    .map((code) => ({ code, name: format.country(code) }))
    .sort((a, b) => a.name.localeCompare(b.name, language))
}
