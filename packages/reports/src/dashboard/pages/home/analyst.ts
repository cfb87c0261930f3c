import { defineMessages } from '../../translate.js'
import { attributionPage } from '../attribution/page.js'
import { funnelPage } from '../funnel/page.js'
import { pathsPage } from '../paths/page.js'
import { retentionPage } from '../retention/page.js'
import { defineHomeView } from './home-view.js'

const text = defineMessages('analyst', {
  title: { en: 'Analyst', vi: 'Phân tích' },
  question: { en: 'What do people do, and what changed?', vi: 'Khách làm gì, và điều gì đã thay đổi?' },
  funnel: { en: 'At which step do people stop?', vi: 'Khách dừng ở bước nào?' },
  trend: { en: 'Does the funnel get better or worse?', vi: 'Phễu đang tốt lên hay xấu đi?' },
  attribution: { en: 'How much do the attribution models differ?', vi: 'Các mô hình phân bổ khác nhau bao nhiêu?' },
  paths: { en: 'Where do people go next?', vi: 'Khách đi đâu tiếp theo?' },
  retention: { en: 'Who comes back?', vi: 'Ai quay lại?' },
})

/** The funnel with its builder a click away, its trend, paths, retention, and attribution models side by side. */
export const analyst = defineHomeView({
  name: 'analyst',
  icon: 'M3 16.5h14M5 13.5V9M9 13.5V5M13 13.5v-6M17 13.5V3.5',
  text,
  sections: (t) => [
    { page: funnelPage, question: t('funnel'), panels: ['steps'], asks: { trend: 'day' } },
    { page: funnelPage, question: t('trend'), figures: [], panels: ['trend'], asks: { trend: 'day' } },
    { page: pathsPage, question: t('paths'), figures: [], panels: ['flow'], wide: true },
    { page: retentionPage, question: t('retention'), figures: [], panels: ['cohorts'] },
    { page: attributionPage, question: t('attribution'), figures: [], panels: ['models'] },
  ],
})
