/** What the figures of the abandonment report mean, in Vietnamese. */
export const definitionsVi: Record<string, string> = {
  cart_episode:
    'Một giỏ hàng: mọi việc có cùng cart_id; nếu không có thì từ lần thêm vào giỏ đầu tiên đến khi mua, đến khi giỏ bị xóa hết, hoặc đến khi 30 ngày không có sự kiện giỏ hàng. Giỏ hàng thuộc về ngày nó bắt đầu.',
  idle: 'Thời gian không hoạt động W: giỏ hàng bị coi là bỏ lại khi chủ của nó không làm gì trên trang trong W (idle_minutes, mặc định 60) mà chưa mua.',
  recovery_window:
    'Thời gian quay lại R: mua trong khoảng này sau khi bỏ giỏ vẫn được tính là quay lại (recovery_days, mặc định 7).',
  state:
    'Trạng thái xa nhất, mỗi người hoặc giỏ hàng tính một lần. Người không có giỏ hàng: rời đi khi đang tải, thoát ngay (một trang và không làm gì), xem (nhiều hơn thế). Giỏ hàng: bỏ ở giỏ, ở từng bước thanh toán, sau khi trả tiền lỗi, đã mua, tự xóa, chưa rõ.',
  emptied: 'Giỏ hàng mà khách tự xóa hết. Không nằm trong các tỷ lệ, trừ khi đã bị bỏ lại trước đó.',
  pending:
    'Giỏ hàng không hoạt động chưa đến W tính đến thời điểm được hỏi: chưa quyết định và không nằm trong các tỷ lệ.',
  share: 'Tỷ lệ trên mọi dòng: người không có giỏ hàng và giỏ hàng cộng lại.',
  gross: 'Tỷ lệ bỏ giỏ gộp: giỏ hàng bị bỏ trong W mà không mua, trên mọi giỏ hàng không còn chờ và không bị xóa.',
  net: 'Tỷ lệ bỏ giỏ ròng: giỏ hàng bị bỏ và trong R cũng không được mua. Tính trên giỏ bị bỏ, hoặc được mua ngay, từ ít nhất R trước.',
  recovered: 'Giỏ hàng bị bỏ rồi được mua trong R, trên mọi giỏ hàng bị bỏ từ ít nhất R trước.',
  recovered_by:
    'Giỏ hàng quay lại bằng cách nào: cùng trình duyệt, trình duyệt khác của cùng một người, hoặc sau khi mở hay bấm vào email (cũng được tính vào một trong hai loại kia).',
  checkout_gross: 'Trong số giỏ hàng đến bước thanh toán: từ đó bị bỏ trong W mà không mua.',
  checkout_net: 'Trong số giỏ hàng đến bước thanh toán từ ít nhất R trước: từ đó bị bỏ và trong R không được mua.',
  payment_failure: 'Trong số giỏ hàng đến bước trả tiền: giỏ có lần trả tiền lỗi, dù sau đó có mua hay không.',
  left_while_loading:
    'Người mà mọi lượt truy cập đều rời đi khi trang đầu còn đang tải, trên mọi người được thấy trong kỳ.',
  bounce:
    'Người mà lượt truy cập xa nhất chỉ có một trang và không làm gì, trên những người không rời đi khi đang tải.',
  browse:
    'Người xem nhiều hơn nhưng không thêm gì vào giỏ, trên những người không rời đi khi đang tải và không thoát ngay.',
  steps:
    'Giỏ hàng đi ít nhất đến đây: giỏ hàng, bắt đầu thanh toán, giao hàng, trả tiền, đã mua. Giỏ đi xa hơn được tính ở mọi bước trước, kể cả khi không thấy bước đó.',
  value:
    'Giá trị giỏ hàng theo từng loại tiền, không bao giờ cộng các loại tiền với nhau: giá trị cuối cùng mà một sự kiện giỏ hàng cho biết trước khi giỏ bị bỏ. Giỏ không rõ giá trị không được cộng.',
  reasons:
    'Trở ngại cuối cùng trước khi giỏ hàng bị bỏ: trả tiền lỗi, hết hàng, mã giảm giá bị từ chối, lần đầu thấy phí giao hàng, trang chậm (hơn 3 giây hoặc rời đi khi đang tải), không thấy gì. Điều này chưa chứng minh đó là nguyên nhân.',
  breakdowns: 'Các số liệu về giỏ hàng theo một thuộc tính của sự kiện bắt đầu giỏ; hai mươi giá trị nhiều nhất.',
  value_bands:
    'Các giỏ trong những tỷ lệ này theo giá trị, mỗi khoảng một phần tư số giỏ (giá trị bằng nhau ở cùng khoảng), từng loại tiền riêng; gross như trên.',
  list: 'Từng giỏ hàng, mới nhất trước; offset và limit để xem từng trang. Mỗi giỏ có ai bỏ lại, khi nào, đi đến đâu, trở ngại cuối và giá trị.',
  definition:
    'Đếm gì. cart_episode: giỏ hàng, theo dõi qua các lượt truy cập và thiết bị của một người. session: phiên có add_to_cart, bị bỏ khi trong phiên không mua gì. visit_end: phiên có add_to_cart, bị bỏ khi thứ được thêm sau cùng chưa được mua lúc phiên kết thúc. visitor: khách có add_to_cart, bị bỏ khi không bao giờ mua. Phiên kết thúc sau 30 phút không hoạt động.',
}
