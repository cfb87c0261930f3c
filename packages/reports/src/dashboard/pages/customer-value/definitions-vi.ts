/** What the figures of the customer value report mean, in Vietnamese. */
export const definitionsVi: Record<string, string> = {
  segment:
    'Mỗi khách thuộc một nhóm, xét theo lần mua gần nhất, số lần mua và số tiền. Gần đây: đơn cuối cách đây không lâu hơn thời gian thường lệ giữa hai đơn của cửa hàng (recent_days); im lặng: đến gấp đôi thời gian đó (gone_days); đã xa: lâu hơn nữa. Khách chi nhiều: đã chi hơn bốn phần năm số khách dùng cùng tiền tệ.',
  champions: 'Gần đây, từ ba đơn trở lên, chi nhiều.',
  loyal: 'Gần đây, từ hai đơn trở lên.',
  promising: 'Gần đây, một đơn, chi nhiều.',
  new: 'Gần đây, một đơn.',
  needs_attention: 'Im lặng, từ hai đơn trở lên.',
  about_to_sleep: 'Im lặng, một đơn.',
  cannot_lose: 'Đã xa, từ hai đơn trở lên, chi nhiều.',
  at_risk: 'Đã xa, từ hai đơn trở lên.',
  lost: 'Đã xa, một đơn.',
  customers:
    'Những người có đơn hàng tính đến ngày cuối. Một đơn là một transaction_id riêng; một người là một khách truy cập cùng với tài khoản đã đăng nhập.',
  share: 'Tỷ lệ khách thuộc nhóm, trên mọi khách.',
  orders: 'Số đơn của họ đến ngày cuối.',
  days_since_order: 'Trung vị số ngày từ đơn cuối của họ.',
  revenue: 'Tổng giá trị đơn của họ, theo từng tiền tệ.',
  recent_days:
    'Thời gian thường lệ giữa hai đơn: trung vị của mọi khoảng cách, hoặc 90 ngày khi chưa có đủ 30 khoảng cách hay 180 ngày có đơn.',
  gone_days: 'Gấp đôi thời gian thường lệ giữa hai đơn.',
  big_spenders: 'Theo từng tiền tệ, mức mà bốn phần năm số khách không chi hơn.',
  repurchase_gap:
    'Trung vị thời gian giữa hai đơn liên tiếp của một người, kèm khoảng tin cậy 95%. Chỉ biết những khoảng đã kết thúc, nên với cửa hàng mới con số này quá ngắn.',
  new_orders: 'Các đơn trong kỳ là đơn đầu tiên của người mua.',
  existing_orders: 'Các đơn trong kỳ của người đã từng mua.',
  new_customers: 'Khách trong kỳ có đơn đầu tiên nằm trong kỳ.',
  existing_customers: 'Khách trong kỳ đã mua từ trước khi kỳ bắt đầu.',
  order_value:
    'Giá trị trung bình của đơn sau so với đơn đầu trong kỳ, theo từng tiền tệ. ratio 1,31: đơn sau có giá trị cao hơn 31%. Khoảng tin cậy 95% theo phương pháp delta trên thang log, mỗi người là một đơn vị.',
  revenue_per_customer:
    'Trung bình mỗi khách trong kỳ đã chi trong kỳ đó, theo từng tiền tệ: tất cả, khách mới trong kỳ, và khách đã mua từ trước. Khoảng tin cậy 95% như trên.',
  new_product:
    'Trong các đơn đặt khi có sản phẩm mới, tỷ lệ đơn có sản phẩm mới: đơn đầu so với đơn sau. Sản phẩm được coi là mới trong new_product_days ngày kể từ sự kiện đầu tiên có nó, nếu sự kiện đó không nằm trong new_product_days ngày đầu tiên có số liệu.',
  tried_another: 'Trong các đơn sau, tỷ lệ đơn có sản phẩm mà người mua chưa từng mua.',
}
