import { defineMessages } from '../../translate.js'
import { loadTimePage } from '../load-time/page.js'
import { defineHomeView } from './home-view.js'

const text = defineMessages('engineer', {
  title: { en: 'Engineer', vi: 'Kỹ thuật' },
  question: { en: 'What do slow pages cost?', vi: 'Trang chậm làm mất bao nhiêu?' },
  patience: { en: 'How long do people wait?', vi: 'Khách chờ được bao lâu?' },
  bins: { en: 'Do fewer buy when pages are slow?', vi: 'Trang chậm có làm ít người mua hơn không?' },
})

/** The patience of visitors and conversion by load time. */
export const engineer = defineHomeView({
  name: 'engineer',
  icon: 'M3.5 14a7 7 0 1 1 13 0M10 13l3-5',
  text,
  sections: (t) => [
    { page: loadTimePage, question: t('patience'), panels: ['patience'] },
    { page: loadTimePage, question: t('bins'), figures: [], panels: ['bins'] },
  ],
})
