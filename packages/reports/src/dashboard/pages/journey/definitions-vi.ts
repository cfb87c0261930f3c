/** What the figures of the journey report mean, in Vietnamese. */
export const definitionsVi: Record<string, string> = {
  person:
    'Một khách, cùng với các trình duyệt khác đã đăng nhập cùng một tài khoản hoặc được nối lại khi khách đồng ý.',
  population:
    'Không chọn ngày: mọi người từng được ghi nhận. Có chọn ngày: những người có sự kiện đầu tiên trong các ngày đó, được theo dõi tiếp đến nay. Bộ lọc xét sự kiện đầu tiên của mỗi người.',
  stage:
    'Một người đang ở đâu: nhận biết (từ sự kiện đầu tiên), cân nhắc (xem, tìm, so sánh sản phẩm), quyết định (giỏ hàng và thanh toán), giao hàng & sử dụng (đã mua), trung thành & giới thiệu (mua lần hai, đăng ký, lên hạng, giới thiệu, chia sẻ, đánh giá, hoặc trả lời 9 hay 10). Giai đoạn đã đạt được giữ nguyên dù sau đó người ấy làm gì.',
  reached: 'Số người từng đến giai đoạn này hoặc giai đoạn sau.',
  entered: 'Số người từng ở trong giai đoạn này. Phần chênh so với “đã đạt đến” là những người bỏ qua nó.',
  now: 'Số người đang ở giai đoạn này; người đã nguội hoặc rời bỏ được tính ở đó.',
  conversion: 'Số người đến giai đoạn sau, trên số người đã đến giai đoạn này.',
  dropped: 'Số người đến giai đoạn này và đến nay chưa đến giai đoạn sau. Một số vẫn có thể đến.',
  lapsed:
    'Số người từng ngừng hoạt động từ giai đoạn này: trước lần mua đầu là nguội dần (mặc định 30 ngày không có sự kiện), sau đó là rời bỏ.',
  churned:
    'Không hoạt động đủ số ngày rời bỏ sau khi đã mua. Nếu không đặt, đó là hai lần thời gian trung vị giữa hai đơn hàng, hoặc 180 ngày khi biết quá ít.',
  lapsed_ever: 'Số người từng nguội đi trước khi mua, dù có quay lại hay không.',
  churned_ever: 'Số người từng rời bỏ sau khi mua, dù có quay lại hay không.',
  transitions:
    'Bao nhiêu lần có người đi từ nơi này đến nơi kia. Đi qua một giai đoạn mà không dừng là bỏ qua nó. Ai quay lại thì tiếp tục ở giai đoạn đã đạt hoặc giai đoạn sau.',
  median_days:
    'Số ngày mà sau đó một nửa số lần ở giai đoạn này đã kết thúc, dù kết thúc thế nào; trống khi chưa đến một nửa.',
  visits: 'Lượt truy cập cửa hàng; kết thúc sau 30 phút không hoạt động.',
  reach: 'Số người được ghi nhận.',
  social_engagement: 'Số sự kiện social_engagement.',
  mentions: 'Số sự kiện mention.',
  link_click_through: 'Trong số lượt truy cập có hiện danh sách sản phẩm: lượt có bấm vào một sản phẩm.',
  product_pages_measured: 'Số lần tải trang sản phẩm biết được thời gian hiển thị.',
  product_visible_median_ms: 'Một nửa số trang này được xem không lâu hơn thời gian này.',
  wishlist_adds: 'Số sự kiện add_to_wishlist.',
  reviews: 'Số đánh giá đã gửi.',
  reviews_positive: 'Trong số đánh giá có điểm: đánh giá từ 4 điểm trở lên.',
  checkouts_timed: 'Số đơn hàng thấy được lúc bắt đầu thanh toán.',
  checkout_p50_ms: 'Một nửa số đơn hàng đó đến trong khoảng này kể từ lần bắt đầu thanh toán cuối cùng.',
  checkout_p75_ms: 'Ba phần tư số đơn hàng đó đến trong khoảng này.',
  payment_success: 'Đơn hàng trên tổng đơn hàng và lần trả tiền lỗi.',
  orders: 'Đơn hàng: mỗi transaction_id khác nhau một đơn.',
  tracking_views: 'Số sự kiện order_tracked.',
  delivery_confirmed: 'Đơn hàng được xác nhận đã giao, trên mọi đơn hàng.',
  support_contacts_per_100_orders: 'Số lần khách đã mua liên hệ hỗ trợ, trên 100 đơn hàng.',
  return_rate: 'Đơn hàng có yêu cầu trả lại, trên mọi đơn hàng.',
  loyalty: 'Người có đơn hàng thứ hai, đăng ký hoặc hạng cao hơn.',
  advocacy: 'Người giới thiệu, chia sẻ, đánh giá, hoặc trả lời 9 hay 10.',
  repeat_rate: 'Người có ít nhất hai đơn hàng, trên người có ít nhất một. Khách mới có ít thời gian hơn.',
  active_subscriptions: 'Người có sự kiện đăng ký mới nhất là subscribe.',
  tier_ups: 'Số sự kiện tier_up.',
  tier_downs: 'Số sự kiện tier_down.',
  referrals_per_customer: 'Số sự kiện referral_sent trên mỗi người có đơn hàng.',
  user_content: 'Đánh giá và chia sẻ đã gửi.',
  nps: 'Điểm giới thiệu từ câu trả lời mới nhất của mỗi người: phần trăm 9 và 10 trừ phần trăm 0 đến 6, từ -100 đến 100, kèm khoảng tin cậy 95%.',
  nps_response: 'Người có đơn hàng đã trả lời, trên mọi người có đơn hàng.',
  time_in_stage:
    'Trong số các lần ở một giai đoạn, tỷ lệ đã kết thúc theo từng cách trong bấy nhiêu ngày (tần suất tích lũy Aalen-Johansen: một lần kết thúc theo cách này thì không thể kết thúc theo cách khác, lần còn đang tiếp diễn được tính đến khi còn thấy).',
  cart_abandonment:
    'Người thêm vào giỏ hàng và từ đó chưa mua, trên mọi người thêm vào giỏ. Báo cáo Bỏ giỏ hàng theo dõi từng giỏ hàng.',
}
