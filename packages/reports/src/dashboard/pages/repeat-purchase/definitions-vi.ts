/** What the figures of the repeat purchase report mean, in Vietnamese. */
export const definitionsVi: Record<string, string> = {
  customers:
    'Những người có đơn hàng đầu tiên từ trước đến nay nằm trong các ngày được hỏi. Một đơn là một transaction_id riêng; một người là một khách truy cập cùng với tài khoản đã đăng nhập.',
  repeaters: 'Khách đã có đơn thứ hai đến nay.',
  day: 'Số ngày từ đơn đầu tiên, mỗi ngày 24 giờ.',
  repeated:
    'Tỷ lệ khách đã mua lần thứ hai đến ngày đó, nếu mọi người đều được theo dõi đủ lâu (một trừ ước lượng Kaplan-Meier): ai mới mua lần đầu thì được tính trong thời gian đã theo dõi. Khoảng tin cậy 95% theo phương sai Greenwood trên thang log-log.',
  watched: 'Số khách trước ngày đó chưa mua lại và được theo dõi đến hết ngày đó.',
  naive:
    'Để so sánh: khách có đơn thứ hai đến ngày đó trên mọi khách, như thể người mua lần đầu hôm qua cũng đã có đủ thời gian. Con số này quá thấp chừng nào còn khách mới.',
  quarter_days: 'Số ngày để một phần tư khách đã mua lại; để trống khi đường cong chưa đến đó.',
  median_days: 'Số ngày để một nửa khách đã mua lại; để trống khi đường cong chưa đến đó.',
  last_day: 'Thời gian lâu nhất mà một khách được theo dõi. Sau đó đường cong không nói gì.',
  sure_day: 'Ngày cuối cùng mà còn ít nhất 30 khách được theo dõi.',
  curve: 'Cùng số liệu cho từng ngày, để vẽ.',
  breakdowns: 'Cùng các hàng đó cho từng giá trị của đơn đầu tiên theo chiều được chọn, hai mươi giá trị hay gặp nhất.',
}
