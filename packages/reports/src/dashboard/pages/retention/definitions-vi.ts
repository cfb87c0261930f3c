/** What the figures of the retention report mean, in Vietnamese. */
export const definitionsVi: Record<string, string> = {
  cohort:
    'Kỳ mà một người bắt đầu, ghi bằng ngày đầu tiên của kỳ theo múi giờ của báo cáo. Với “first” là kỳ của lần bắt đầu đầu tiên từ trước đến nay, nên mỗi người chỉ ở một nhóm; với “every” một người thuộc nhóm của mọi kỳ có bắt đầu. Số ngày yêu cầu được mở rộng thành các kỳ trọn vẹn.',
  size: 'Số người của nhóm. Một người là một khách truy cập cùng với tài khoản mà khách đã đăng nhập.',
  values:
    'Bao nhiêu người của nhóm đã quay lại, theo số kỳ sau kỳ của nhóm: giá trị đầu là chính nhóm đó, giá trị thứ hai là những người quay lại ở kỳ kế tiếp, v.v. Một đơn hàng chỉ tính một lần mua, dù trang biên nhận được tải bao nhiêu lần. Để trống: kỳ chưa bắt đầu.',
  rates: 'Cùng số liệu đó, tính theo tỷ lệ của nhóm, kèm khoảng tin cậy 95%.',
  finished: 'Bao nhiêu kỳ của hàng đã kết thúc. Kỳ sau đó còn có thể tăng.',
  units: 'Số người khác nhau trong tất cả các nhóm.',
  average:
    'Tất cả các nhóm gộp lại, theo số kỳ sau kỳ của nhóm. Một nhóm được tính khi đã đến kỳ đó, với trọng số bằng số người của nhóm; “finished” chỉ gồm các nhóm mà kỳ đó đã kết thúc.',
  cumulative: 'Đã quay lại trong kỳ đó hoặc bất kỳ kỳ nào sau đó, theo những gì đã biết.',
  min_occurrences: 'Phải có chừng này lần trong kỳ mới tính là quay lại.',
}
