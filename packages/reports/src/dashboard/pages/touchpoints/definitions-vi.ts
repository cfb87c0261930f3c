export const definitionsVi: Record<string, string> = {
  touch:
    'Lần tiếp xúc cho biết người đó đến từ đâu: trang đầu của một lượt truy cập (với kênh của nó), hoặc tiếp xúc ngoài trang web (ad_impression, ad_click, email_open, email_click, social_engagement, mention, store_visit, hay sự kiện điểm chạm nào có ghi kênh).',
  touchpoint: 'Loại sự kiện; trống ở dòng của cả kênh.',
  touches: 'Số điểm chạm trong kỳ.',
  persons: 'Số người có điểm chạm này trong kỳ.',
  reach: 'Những người đó, trên mọi người có điểm chạm bất kỳ trong kỳ.',
  influence:
    'Trên những người trong kỳ đã làm gì đó thuộc giai đoạn, phần có điểm chạm này trong thời gian nhìn lại (30 ngày nếu không đặt khác) trước lần đầu tiên. Một người có thể có nhiều loại điểm chạm, nên các tỷ lệ không cộng thành 100%.',
  orders:
    'Đơn hàng trong kỳ có điểm chạm này trong thời gian nhìn lại trước đó. Một đơn hàng được tính cho mọi loại điểm chạm đứng trước nó; báo cáo phân bổ công mới chia nó ra.',
  revenue: 'Giá trị của các đơn hàng đó, theo từng loại tiền. Cũng được tính cho mọi loại điểm chạm.',
  cost: 'Chi phí được nhập qua thuộc tính cost của điểm chạm, hoặc của sự kiện ad_cost (tính cho cả kênh). Trống khi không nhập gì.',
  cost_per_order: 'Chi phí chia cho số đơn hàng có điểm chạm này đứng trước.',
  effects:
    'Sau điểm chạm: trên những người mà điểm chạm đầu tiên loại này trong kỳ đã cách đủ số ngày, phần đặt hàng trong số ngày đó. Bên cạnh: điều tương tự của những người trong kỳ chỉ có điểm chạm khác, tính từ điểm chạm đầu tiên của họ. Chênh lệch là hiệu của hai tỷ lệ, với khoảng tin cậy 95%.',
  grade:
    'A: so sánh thô. Người được tiếp cận vốn khác nhau, nên đây là tương quan, không phải điều mà điểm chạm mang lại.',
}
