export const definitionsVi: Record<string, string> = {
  touch:
    'Lần tiếp xúc cho biết người đó đến từ đâu: trang đầu của một lượt truy cập (với kênh của nó), hoặc tiếp xúc ngoài trang web (ad_impression, ad_click, email_open, email_click, social_engagement, mention, store_visit, hay sự kiện điểm chạm nào có ghi kênh).',
  path: 'Các điểm chạm của một người trước khi đặt hàng, theo thứ tự, không cũ hơn thời gian nhìn lại (30 ngày nếu không đặt khác), tính cả hai đầu. Một điểm chạm được tính cho mọi đơn hàng theo sau nó trong thời gian đó.',
  null_paths:
    'Đường đi không có đơn hàng: điểm chạm trong kỳ mà trong thời gian nhìn lại không có đơn hàng nào theo sau. Những điểm chạm của các ngày cuối vẫn có thể dẫn đến đơn hàng.',
  conversions: 'Công tính bằng số đơn hàng; công của một mô hình cộng lại bằng số đơn hàng có điểm chạm.',
  revenue: 'Giá trị đơn hàng, được chia theo cùng cách, theo từng loại tiền.',
  share: 'Phần công trên mọi đơn hàng có điểm chạm.',
  attributed: 'Đơn hàng có ít nhất một điểm chạm trong thời gian nhìn lại, trên mọi đơn hàng trong kỳ.',
  first: 'Toàn bộ công cho điểm chạm đầu tiên.',
  last: 'Toàn bộ công cho điểm chạm cuối cùng.',
  linear: 'Mọi điểm chạm được chia đều.',
  time_decay: 'Cứ mỗi chu kỳ (7 ngày nếu không đặt khác) cách đơn hàng, một điểm chạm chỉ còn được tính một nửa.',
  position:
    '40% cho điểm chạm đầu, 40% cho điểm chạm cuối, phần còn lại cho các điểm ở giữa (hoặc như đã đặt); hai điểm chạm chia theo tỷ lệ của đầu và cuối.',
  markov:
    'Một chuỗi các bước đi giữa các kênh sẽ mất bao nhiêu đơn hàng nếu mọi người đến kênh này đều bỏ đi, trên tổng các phần mất như vậy. Đường đi không có đơn hàng cũng được tính.',
  shapley:
    'Trung bình phần mà một kênh thêm vào, qua mọi thứ tự mà các kênh có thể cùng xuất hiện; một nhóm kênh đáng giá bằng số đơn hàng của những đường đi không cần kênh nào khác. Như vậy mỗi đơn hàng được chia đều cho các kênh khác nhau trên đường đi của nó.',
  transitions: 'Bao nhiêu lần đường đi chuyển từ kênh này sang kênh kia, và trên tổng số lần rời kênh đó.',
  top_paths: 'Những đường đi thường gặp nhất, và bao nhiêu người đi theo đó đã đặt hàng.',
}
