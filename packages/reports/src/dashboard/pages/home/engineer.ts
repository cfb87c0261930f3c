import { defineMessages } from '../../translate.js'
import { loadTimePage } from '../load-time/page.js'
import { webVitalsPage } from '../web-vitals/page.js'
import { defineHomeView } from './home-view.js'

const text = defineMessages('engineer', {
  title: { en: 'Engineer', vi: 'Kỹ thuật' },
  question: { en: 'What do slow pages cost?', vi: 'Trang chậm làm mất bao nhiêu?' },
  patience: { en: 'How long do people wait?', vi: 'Khách chờ được bao lâu?' },
  bins: { en: 'Do fewer buy when pages are slow?', vi: 'Trang chậm có làm ít người mua hơn không?' },
  pages: { en: 'Which pages are slow?', vi: 'Trang nào chậm?' },
  releases: { en: 'Did a release change that?', vi: 'Bản phát hành nào làm thay đổi?' },
})

/** The patience of visitors, conversion by load time, and vitals by page and by release. */
export const engineer = defineHomeView({
  name: 'engineer',
  icon: 'M3.5 14a7 7 0 1 1 13 0M10 13l3-5',
  text,
  sections: (t) => [
    { page: loadTimePage, question: t('patience'), panels: ['patience'] },
    { page: loadTimePage, question: t('bins'), figures: [], panels: ['bins', 'what_if'] },
    { page: webVitalsPage, question: t('pages'), figures: [], panels: ['breakdown'], asks: { breakdown: 'path' } },
    {
      page: webVitalsPage,
      question: t('releases'),
      figures: [],
      panels: ['breakdown'],
      asks: { breakdown: 'release' },
    },
  ],
})
