export const definitionsVi: Record<string, string> = {
  touches:
    'Số quảng cáo mà một người thấy và số thư người đó mở trong một tuần lịch (ad_impression và email_open, hoặc các sự kiện được chọn).',
  persons:
    'Mỗi người một tuần: trong các tuần trọn vẹn của kỳ mà người đó được thấy, một tuần do hàm băm cố định chọn, để không ai bị đếm nhiều lần.',
  conversion:
    'Trong số những người này: đặt hàng trong tuần sau. Đơn hàng ngay trong tuần không được tính, vì có thể đã đến trước các lần tiếp xúc.',
  opt_out: 'Trong số những người này: hủy nhận tin trong tuần sau.',
  fitted:
    'Tỷ lệ mà đường cong ước lượng cho ở số lần tiếp xúc này nếu mọi người có cơ cấu ý định của toàn thể, với khoảng tin cậy 95%.',
  intent:
    'Điều một người đã làm trong 4 tuần trước tuần đó: đã mua, đã thêm vào giỏ (sự kiện giỏ hàng hay thanh toán), đã xem sản phẩm, hoặc chưa làm gì. Người có ý định mạnh được tiếp xúc nhiều hơn và dù sao cũng mua nhiều hơn, nên họ được so sánh với nhau.',
  peak: 'Số lần tiếp xúc mỗi tuần mà ở đó tỷ lệ đặt hàng cao nhất, theo hồi quy logistic trên số lần và bình phương của nó với hệ số chặn cho từng mức ý định, với khoảng tin cậy 95%. Trống khi tỷ lệ không tăng rồi giảm.',
  crude_peak: 'Như trên nhưng không xét ý định: thường quá cao, vì người muốn mua được tiếp xúc nhiều hơn.',
  verdict:
    'Đỉnh: tiếp xúc thêm có ích đến đỉnh và có hại sau đó. Tăng, giảm: tiếp xúc nhiều hơn đi cùng nhiều hoặc ít đơn hàng hơn. Không rõ: không kết luận được. Quá ít: dưới 130 người đặt hàng.',
  opt_out_odds:
    'Tỷ số hủy nhận tin nhân lên bao nhiêu với mỗi lần tiếp xúc thêm, trong cùng mức ý định, với khoảng tin cậy 95%.',
  grade: 'B: so sánh trong cùng mức ý định. Đó là tương quan; chỉ thử nghiệm mới cho biết tiếp xúc mang lại gì.',
}
