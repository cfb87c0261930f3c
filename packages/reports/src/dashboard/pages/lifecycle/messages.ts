import { defineMessages } from '../../translate.js'

export const text = defineMessages('lifecycle', {
  title: { en: 'Lifecycle', vi: 'Vòng đời' },
  question: {
    en: 'Who is new, who keeps coming, who comes back, and who goes quiet?',
    vi: 'Ai mới đến, ai vẫn đến đều, ai trở lại và ai im lặng?',
  },
  form: { en: 'Activity', vi: 'Hoạt động' },
  form_says: { en: '{{event}}, by the {{period}}', vi: '{{event}}, theo {{period}}' },
  any_event: { en: 'anything', vi: 'việc bất kỳ' },
  event: { en: 'Active is who does', vi: 'Được coi là hoạt động khi' },
  period: { en: 'A period is', vi: 'Mỗi kỳ là' },
  'period.day': { en: 'day', vi: 'ngày' },
  'period.week': { en: 'week', vi: 'tuần' },
  'period.month': { en: 'month', vi: 'tháng' },
  people: { en: 'People active', vi: 'Số người hoạt động' },
  kept: { en: 'Kept from one period to the next', vi: 'Giữ được từ kỳ này sang kỳ sau' },
  chart: { en: 'Who comes and who goes', vi: 'Ai đến và ai đi' },
  chart_says: {
    en: 'Bars up are active people, bars down those who were active in the period before and are not now.',
    vi: 'Cột hướng lên là người hoạt động, cột hướng xuống là người hoạt động ở kỳ trước nhưng kỳ này thì không.',
  },
  when: { en: 'Period', vi: 'Kỳ' },
  active: { en: 'Active', vi: 'Hoạt động' },
  new: { en: 'New', vi: 'Mới' },
  returning: { en: 'Returning', vi: 'Vẫn đến' },
  resurrecting: { en: 'Back after a pause', vi: 'Trở lại sau khi vắng' },
  dormant: { en: 'Went quiet', vi: 'Im lặng' },

  'figure.period': { en: 'Period', vi: 'Kỳ' },
  'figure.active': { en: 'Active', vi: 'Hoạt động' },
  'figure.new': { en: 'New', vi: 'Mới' },
  'figure.returning': { en: 'Returning', vi: 'Vẫn đến' },
  'figure.resurrecting': { en: 'Back after a pause', vi: 'Trở lại sau khi vắng' },
  'figure.dormant': { en: 'Went quiet', vi: 'Im lặng' },
  'figure.kept': { en: 'Kept', vi: 'Giữ được' },
  'figure.units': { en: 'People active', vi: 'Số người hoạt động' },
})
