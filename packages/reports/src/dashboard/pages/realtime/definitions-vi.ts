/** Định nghĩa của báo cáo trực tiếp. */
export const definitionsVi: Record<string, string> = {
  visitors_5_min: 'Khách đã làm gì đó trên trang trong 5 phút qua.',
  visitors_30_min: 'Khách đã làm gì đó trên trang trong 30 phút qua: lượt ghé của họ chưa kết thúc.',
  minute: 'Từng phút tính lùi từ bây giờ, cũ nhất trước: sự kiện trên trang, trong đó có lượt xem trang, và số khách.',
  carts:
    'Giỏ của những người xuất hiện trong 30 phút qua: có hàng được thêm trong vòng 24 giờ, chưa mua và chưa làm trống. Đang thanh toán: đã bắt đầu thanh toán sau đó. Giá trị là giá trị được báo gần nhất.',
  stages:
    'Những người xuất hiện trong 30 phút qua theo giai đoạn xa nhất của việc họ làm trong lúc đó; mua hàng là giao hàng và sử dụng, dù lần đầu hay không.',
  pages: 'Trang mà khách của 5 phút qua được thấy lần cuối.',
  orders: 'Mười đơn hàng mới nhất trong 24 giờ qua.',
  events_30_min: 'Sự kiện trên trang trong 30 phút qua; lượt tải trang không được đếm vì được báo muộn.',
}
