import { defineMessages } from '../../translate.js'
import { abandonmentPage } from '../abandonment/page.js'
import { funnelPage } from '../funnel/page.js'
import { journeyPage } from '../journey/page.js'
import { loadTimePage } from '../load-time/page.js'
import { defineHomeView } from './home-view.js'

const text = defineMessages('overview', {
  title: { en: 'Overview', vi: 'Tổng quan' },
  question: { en: 'How is the shop doing?', vi: 'Cửa hàng đang hoạt động ra sao?' },
  journey: { en: 'How far do people come?', vi: 'Khách đi được bao xa?' },
  funnel: {
    en: 'Where do people stop on the way to an order?',
    vi: 'Khách dừng ở đâu trên đường đến đơn hàng?',
  },
  abandonment: { en: 'How many carts are left behind?', vi: 'Bao nhiêu giỏ hàng bị bỏ lại?' },
  load_time: { en: 'Who leaves before the page is there?', vi: 'Ai rời đi trước khi trang kịp hiện ra?' },
})

export const overview = defineHomeView({
  name: 'overview',
  icon: 'M3 3h6v8H3zM11 3h6v4h-6zM11 9h6v8h-6zM3 13h6v4H3z',
  text,
  sections: (t) => [
    { page: journeyPage, question: t('journey'), figures: [], panels: ['stages'] },
    { page: funnelPage, question: t('funnel'), panels: ['steps'] },
    { page: abandonmentPage, question: t('abandonment') },
    { page: loadTimePage, question: t('load_time') },
  ],
})
