import { defineMessages } from '../../translate.js'
import { abandonmentPage } from '../abandonment/page.js'
import { attributionPage } from '../attribution/page.js'
import { journeyPage } from '../journey/page.js'
import { touchFatiguePage } from '../touch-fatigue/page.js'
import { touchpointsPage } from '../touchpoints/page.js'
import { defineHomeView } from './home-view.js'

const text = defineMessages('marketer', {
  title: { en: 'Marketer', vi: 'Tiếp thị' },
  question: {
    en: 'How do people become customers, and where do we lose them?',
    vi: 'Khách đến với cửa hàng ra sao, và ta mất họ ở đâu?',
  },
  journey: { en: 'How far do people come?', vi: 'Khách đi được bao xa?' },
  metrics: { en: 'What happens at each stage?', vi: 'Điều gì xảy ra ở từng giai đoạn?' },
  abandonment: { en: 'What is left behind in carts?', vi: 'Bao nhiêu giỏ hàng bị bỏ lại, đáng giá bao nhiêu?' },
  touchpoints: { en: 'Which channels reach people?', vi: 'Kênh nào đến được với khách?' },
  attribution: { en: 'Who gets the credit for the orders?', vi: 'Công của đơn hàng thuộc về kênh nào?' },
  fatigue: { en: 'When do we touch people too often?', vi: 'Khi nào ta làm phiền khách quá nhiều?' },
})

/** Stages of the journey with their signs, channels and their credit, and what carts are left behind. */
export const marketer = defineHomeView({
  name: 'marketer',
  icon: 'M3 8v4h3l6 4V4L6 8zM15 7.5a4 4 0 0 1 0 5',
  text,
  sections: (t) => [
    { page: journeyPage, question: t('journey'), figures: [], panels: ['stages'], wide: true },
    { page: abandonmentPage, question: t('abandonment'), panels: ['steps'] },
    { page: touchpointsPage, question: t('touchpoints'), figures: [], panels: ['reach'] },
    { page: attributionPage, question: t('attribution'), figures: [], panels: ['models'] },
    { page: touchFatiguePage, question: t('fatigue'), figures: [], panels: ['curve'] },
    { page: journeyPage, question: t('metrics'), figures: [], panels: ['metrics'], wide: true },
  ],
})
