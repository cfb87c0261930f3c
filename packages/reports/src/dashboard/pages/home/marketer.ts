import { defineMessages } from '../../translate.js'
import { abandonmentPage } from '../abandonment/page.js'
import { funnelPage } from '../funnel/page.js'
import { journeyPage } from '../journey/page.js'
import { defineHomeView } from './home-view.js'

const text = defineMessages('marketer', {
  title: { en: 'Marketer', vi: 'Tiếp thị' },
  question: {
    en: 'How do people become customers, and where do we lose them?',
    vi: 'Khách đến với cửa hàng ra sao, và ta mất họ ở đâu?',
  },
  journey: { en: 'How far do people come?', vi: 'Khách đi được bao xa?' },
  abandonment: { en: 'What is left behind in carts?', vi: 'Bao nhiêu giỏ hàng bị bỏ lại, đáng giá bao nhiêu?' },
  funnel: { en: 'Which step of the checkout loses most?', vi: 'Bước nào khi thanh toán mất khách nhiều nhất?' },
})

/** Stages of the journey, what carts are abandoned for, and where. */
export const marketer = defineHomeView({
  name: 'marketer',
  icon: 'M3 8v4h3l6 4V4L6 8zM15 7.5a4 4 0 0 1 0 5',
  text,
  sections: (t) => [
    { page: journeyPage, question: t('journey'), figures: [], panels: ['stages'], wide: true },
    { page: abandonmentPage, question: t('abandonment'), panels: ['steps'] },
    { page: funnelPage, question: t('funnel'), panels: ['steps'] },
  ],
})
