/** What the figures of the lifecycle report mean, in Vietnamese. */
export const definitionsVi: Record<string, string> = {
  period:
    'Giờ, ngày, tuần hoặc tháng, ghi bằng ngày đầu tiên theo múi giờ của báo cáo. Số ngày yêu cầu được mở rộng thành các kỳ trọn vẹn.',
  active: 'Số người có ít nhất một sự kiện được hỏi trong kỳ: gồm mới, vẫn đến và trở lại.',
  new: 'Hoạt động, và sự kiện đầu tiên từ trước đến nay của người đó (bất kỳ loại nào) nằm trong kỳ này.',
  returning: 'Hoạt động, và kỳ trước cũng hoạt động.',
  resurrecting: 'Hoạt động, kỳ trước thì không, nhưng đã biết người này từ trước.',
  dormant: 'Hoạt động ở kỳ trước nhưng kỳ này thì không, ghi bằng số âm: họ rời đi.',
  kept: 'Trong số người hoạt động ở kỳ trước, tỷ lệ vẫn hoạt động ở kỳ này.',
  units: 'Số người khác nhau hoạt động trong bất kỳ kỳ nào.',
}
