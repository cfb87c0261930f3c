import { defineMessages } from '../../translate.js'

export const text = defineMessages('people', {
  title: { en: 'People', vi: 'Danh sách người' },
  reached: { en: 'Who reached step {{step}}, {{name}}?', vi: 'Ai đã đến bước {{step}}, {{name}}?' },
  dropped: { en: 'Who stopped before step {{step}}, {{name}}?', vi: 'Ai dừng trước bước {{step}}, {{name}}?' },
  back: { en: 'Back to the funnel', vi: 'Về phễu' },
  list: { en: 'People', vi: 'Danh sách' },
  shown: { en: '{{from}} to {{to}} of {{n}}', vi: '{{from}} đến {{to}} trên {{n}}' },
  most: { en: 'Only the first {{n}} can be listed.', vi: 'Chỉ liệt kê được {{n}} mục đầu.' },
  none: { en: 'Nobody.', vi: 'Không có ai.' },
  not_people: {
    en: 'This funnel counts values of {{property}}, not people: there is nobody to list.',
    vi: 'Phễu này đếm giá trị của {{property}}, không đếm người: không có ai để liệt kê.',
  },
  previous: { en: 'Previous', vi: 'Trước' },
  next: { en: 'Next', vi: 'Sau' },
  pages: { en: 'Pages of the list', vi: 'Các trang của danh sách' },
  id: { en: 'Person', vi: 'Người' },
  last_seen: { en: 'Last seen', vi: 'Lần cuối' },
  events: { en: 'Events', vi: 'Sự kiện' },
  device: { en: 'Device', vi: 'Thiết bị' },
  country: { en: 'Country', vi: 'Quốc gia' },
  channel: { en: 'First channel', vi: 'Kênh đầu tiên' },
  person: { en: 'What did this person do?', vi: 'Người này đã làm gì?' },
  person_title: { en: 'Person', vi: 'Người' },
  timeline: { en: 'Timeline', vi: 'Dòng thời gian' },
  summary: {
    en: '{{events}} events on {{days}} days, from {{from}} to {{to}}',
    vi: '{{events}} sự kiện trong {{days}} ngày, từ {{from}} đến {{to}}',
  },
  earlier: { en: 'Earlier events', vi: 'Các sự kiện trước đó' },
  visit: { en: 'New visit', vi: 'Lượt truy cập mới' },
  privacy: {
    en: 'A pseudonym, unless the shop named the person itself. Erase everything about them with: touchline erase --site {{site}} {{id}}',
    vi: 'Đây là bí danh, trừ khi cửa hàng tự đặt tên cho người này. Xóa toàn bộ dữ liệu: touchline erase --site {{site}} {{id}}',
  },
})
