import { defineMessages } from '../../translate.js'
import { funnelPage } from '../funnel/page.js'
import { journeyPage } from '../journey/page.js'
import { defineHomeView } from './home-view.js'

const text = defineMessages('analyst', {
  title: { en: 'Analyst', vi: 'Phân tích' },
  question: { en: 'What do people do, and what changed?', vi: 'Khách làm gì, và điều gì đã thay đổi?' },
  funnel: { en: 'At which step do people stop?', vi: 'Khách dừng ở bước nào?' },
  journey: { en: 'Who moves on from stage to stage?', vi: 'Bao nhiêu người đi tiếp qua từng giai đoạn?' },
})

/** The funnel with its builder a click away, and the conversions of the journey. */
export const analyst = defineHomeView({
  name: 'analyst',
  icon: 'M3 16.5h14M5 13.5V9M9 13.5V5M13 13.5v-6M17 13.5V3.5',
  text,
  sections: (t) => [
    { page: funnelPage, question: t('funnel'), panels: ['steps'], wide: true },
    { page: journeyPage, question: t('journey'), wide: true },
  ],
})
