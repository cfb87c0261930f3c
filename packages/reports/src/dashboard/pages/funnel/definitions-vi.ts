/** What the figures of the funnel report mean, in Vietnamese. */
export const definitionsVi: Record<string, string> = {
  count:
    'Số người (hoặc đơn vị được chọn) có lần thử tốt nhất đến được bước này. Mỗi sự kiện chỉ dùng cho một bước; lần thử có thể bắt đầu từ bất kỳ bước 1 nào, lần đi sâu nhất được tính, nếu sâu bằng nhau thì lấy lần hoàn thành sớm nhất.',
  window:
    'Một bước được tính khi xảy ra trong khoảng thời gian này kể từ bước 1, tính cả mốc cuối. Mọi sự kiện đều nằm trong kỳ báo cáo.',
  order:
    'sequential: có thể có sự kiện khác xen giữa. strict: không được xen, nhưng một bước 1 mới bắt đầu một lần thử mới. any: bao nhiêu bước khác nhau nằm vừa trong khoảng thời gian. Các sự kiện cùng lúc được tính theo thứ tự có lợi nhất.',
  exclude:
    'Ai có lần thử sâu nhất gặp sự kiện bị loại trừ giữa các bước đã nêu thì không được tính ở bất kỳ bước nào. Khi thứ tự bất kỳ, sự kiện đó kết thúc lần thử và các bước đã có được giữ lại.',
  optional: 'Ai bỏ qua bước tùy chọn vẫn được tính ở các bước sau; các bước sau được so với bước bắt buộc gần nhất.',
  from_previous: 'Trong số người làm bước trước (bước bắt buộc gần nhất), tỷ lệ làm bước này.',
  from_first: 'Trong số người làm bước 1, tỷ lệ làm bước này.',
  dropped: 'Số người làm bước trước (bước bắt buộc gần nhất) nhưng không làm bước này.',
  mean_s: 'Thời gian trung bình giữa bước này và bước trước trong cùng lần thử, của những người làm cả hai.',
  median_s: 'Thời gian ở giữa khi xếp thứ tự; nếu số lượng chẵn thì lấy giữa hai giá trị ở giữa.',
  breakdowns:
    'entry_step: giá trị của sự kiện bắt đầu lần thử. step: của sự kiện làm bước đó. first_touch, last_touch: của sự kiện đầu hoặc cuối trong kỳ có thuộc tính đó. all_events: mỗi giá trị một phễu riêng, nên một người có thể được tính ở nhiều giá trị.',
  trend: 'Theo lúc bước 1 xảy ra; ai bắt đầu trong nhiều khoảng thì được tính ở mỗi khoảng.',
  significant: 'Khoảng tin cậy 95% của hiệu hai tỷ lệ (Newcombe) không chứa 0.',
}
