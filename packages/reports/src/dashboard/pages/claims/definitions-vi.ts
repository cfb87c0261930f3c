/** The report's definitions in Vietnamese. */
export const definitionsVi: Record<string, string> = {
  claim: 'Điều hay được nói về khách hàng và cửa hàng, kèm con số của nó.',
  provenance: 'Câu nói từ đâu ra, theo điều chúng tôi biết, bằng lời của chúng tôi.',
  measures: 'Điều được đo ở cửa hàng này để so với câu nói. Hiếm khi hoàn toàn là cùng một điều.',
  claimed: 'Con số của câu nói; để trống khi nó chỉ nói rằng có ảnh hưởng.',
  own: 'Ước lượng của chính cửa hàng, từ báo cáo được nêu: một tỷ lệ, một tỷ số (1,31 = nhiều hơn 31%), số đơn trên 1.000 lượt tải, hoặc số lần chạm mỗi tuần.',
  interval: 'Khoảng tin cậy 95% của ước lượng.',
  n: 'Ước lượng dựa trên bao nhiêu quan sát: khi so sánh là nhóm nhỏ hơn, khi dùng mô hình là số đơn.',
  verdict:
    'Phù hợp: khoảng tin cậy chứa con số của câu nói (với câu không có số: có ảnh hưởng đó). Thấp hơn, cao hơn: cả khoảng nằm dưới hoặc trên; với số lần chạm, cao hơn: ở đây chạm thêm vẫn tốt. Không kết luận được: quá ít, hoặc điều được nói không thấy được trong dữ liệu.',
  watched_days:
    'Sau bao nhiêu ngày không có đơn nào nữa thì coi là không quay lại: hai năm nếu đã biết đủ lâu, nếu không thì khoảng dài nhất đủ dữ liệu.',
  expected: 'Cùng tỷ lệ đó như dự kiến ở những người tương tự không gặp rắc rối.',
  grade:
    'A: quan sát trực tiếp. B: mối liên hệ trong những người tương tự theo điều đã biết, không chứng minh nguyên nhân.',
}
