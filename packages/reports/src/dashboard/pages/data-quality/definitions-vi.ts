/** The report's definitions in Vietnamese. */
export const definitionsVi: Record<string, string> = {
  accepted: 'Sự kiện trong các ngày này đã được lưu, kể cả của bot.',
  rejected:
    'Sự kiện đến trong các ngày này mà không lưu được, trên tổng của chúng và các sự kiện đã lưu. Được giữ kèm lý do trong 30 ngày.',
  bots: 'Sự kiện đã lưu mà nơi gửi có vẻ là một chương trình. Chúng không có trong báo cáo nào khác.',
  opted_out:
    'Sự kiện của trình duyệt yêu cầu không bị theo dõi (Global Privacy Control, Do Not Track), và của sự kiện đến khi muối của ngày đó đã bị hủy. Chúng không thuộc khách nào.',
  daily_visitors: 'Khách chỉ được nhận ra bằng mã băm của ngày: không cookie, ngày mai lại là khách mới.',
  repeated_receipts: 'Sự kiện mua hàng của trình duyệt lặp lại một đơn mà trình duyệt đã báo.',
  doubled_views: 'Lượt xem trang lặp lại lượt của cùng khách và cùng địa chỉ trong cùng một giây.',
  orders_without_id: 'Sự kiện mua hàng không có transaction_id.',
  orders_without_value: 'Sự kiện mua hàng không có giá trị.',
  corrected_clocks:
    'Sự kiện của trình duyệt có đồng hồ lệch hơn một phút so với máy thu: thời gian trong mã sự kiện so với thời gian đã chỉnh.',
  late_events: 'Sự kiện của trình duyệt đến muộn hơn một giờ sau khi xảy ra.',
  lost_orders:
    'Trong các đơn mà máy chủ của bạn (hoặc tệp nhập) xác nhận: những đơn không trình duyệt nào báo, tính từ sự kiện đầu tiên của một trình duyệt.',
  unconfirmed_orders: 'Trong các đơn mà trình duyệt báo: những đơn máy chủ không xác nhận.',
  verdict:
    'Ổn; nên xem lại: chắc chắn trên mức đáng xem; cần sửa: chắc chắn trên mức cần sửa; quá ít: dưới 30; không rõ: không có gì để kết luận. Chắc chắn: cận dưới của khoảng tin cậy 95% nằm trên mức đó.',
  parity:
    'Các đơn đã xác nhận và những bước trước đó (trong 24 giờ, của cùng người) mà trình duyệt báo. Bước mà cửa hàng không gửi thì thiếu ở mọi đơn.',
  identity:
    'Khách được nhận biết thế nào: first_party (mã cố định), daily_hash (không cookie), imported (nhập từ tệp).',
  consent:
    'Điều khách nói gần nhất: granted (đồng ý), denied (từ chối), unknown (đã hỏi, chưa trả lời); trống: trang không cho biết.',
  signed_in: 'Khách đã đăng nhập, trên tổng số khách.',
  from_browsers: 'Sự kiện đã lưu do trình duyệt gửi, không tính bot.',
  from_servers: 'Sự kiện đã lưu do máy chủ gửi bằng khóa của nó.',
  imported: 'Sự kiện đã lưu được nhập từ tệp.',
}
