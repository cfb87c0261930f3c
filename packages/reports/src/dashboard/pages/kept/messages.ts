import { defineMessages } from '../../translate.js'

export const text = defineMessages('kept', {
  title: { en: 'Saved', vi: 'Đã lưu' },
  question: { en: 'What have we saved?', vi: 'Những gì đã lưu' },
  views: { en: 'Views', vi: 'Trang đã lưu' },
  no_views: {
    en: 'None yet. Every report page has “Save this view” at its end: the days, filters and steps are kept with it.',
    vi: 'Chưa có. Cuối mỗi trang báo cáo có “Lưu trang này”: ngày, bộ lọc và các bước được lưu cùng.',
  },
  segments: { en: 'Segments', vi: 'Phân khúc' },
  no_segments: {
    en: 'None yet. Set filters on any report page, then choose “Keep as a segment”.',
    vi: 'Chưa có. Hãy đặt bộ lọc trên một trang báo cáo, rồi chọn “Lưu thành phân khúc”.',
  },
  annotations: { en: 'Annotations', vi: 'Ghi chú theo ngày' },
  no_annotations: {
    en: 'None yet. Deployments and campaigns written down here are marked on every chart over time.',
    vi: 'Chưa có. Các lần phát hành và chiến dịch ghi ở đây được đánh dấu trên mọi biểu đồ theo thời gian.',
  },
  name: { en: 'Name', vi: 'Tên' },
  page: { en: 'Page', vi: 'Trang' },
  filters: { en: 'Filters', vi: 'Bộ lọc' },
  day: { en: 'Day', vi: 'Ngày' },
  kind: { en: 'Kind', vi: 'Loại' },
  what: { en: 'What happened', vi: 'Việc đã xảy ra' },
  'kind.deploy': { en: 'Deployment', vi: 'Phát hành' },
  'kind.campaign': { en: 'Campaign', vi: 'Chiến dịch' },
  'kind.other': { en: 'Other', vi: 'Khác' },
  share: { en: 'Share', vi: 'Chia sẻ' },
  share_say: {
    en: 'Whoever has this link sees this view and nothing else, without signing in, until the view is removed here.',
    vi: 'Ai có liên kết này đều xem được trang này và không gì khác, không cần đăng nhập, cho đến khi trang được xóa ở đây.',
  },
  add: { en: 'Add', vi: 'Thêm' },
  remove: { en: 'Remove', vi: 'Xóa' },
  remove_what: { en: 'Remove {{name}}', vi: 'Xóa {{name}}' },
  by_api: {
    en: 'A deployment can write itself down: PUT /v1/annotations/RELEASE with a server key.',
    vi: 'Quy trình phát hành có thể tự ghi: PUT /v1/annotations/RELEASE với khóa server.',
  },
})
