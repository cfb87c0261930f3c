/** What the figures of the load time report mean, in Vietnamese. */
export const definitionsVi: Record<string, string> = {
  navigation:
    'Một lần mở trang. Ở “landing” là trang đầu của một lượt truy cập, còn lại là mọi lần mở trang có sự kiện được chọn trong kỳ.',
  visit: 'Những việc một khách làm mà không ngừng quá 30 phút, hoặc phiên do nơi gửi đặt tên.',
  readiness:
    'Lúc trang sẵn sàng: dấu “thấy sản phẩm” của cửa hàng, nếu không có thì lần vẽ nội dung đầu tiên. Tính từ khi mở trang.',
  ready: 'Trang đã sẵn sàng trước khi bị ẩn đi lần đầu.',
  left_while_loading:
    'Trang bị ẩn (đóng, rời đi, chuyển xuống nền) trước khi sẵn sàng, và sau đó 30 phút không còn gì từ khách đó.',
  moved_on:
    'Trang bị ẩn trước khi sẵn sàng, nhưng khách tiếp tục trong vòng 30 phút: mở trang khác, quay lại hoặc làm việc gì đó.',
  vanished:
    'Lượt truy cập chỉ biết được một lượt xem trang, không có số đo nào khác. Không rõ họ có rời đi hay không; họ cho các giới hạn của đường kiên nhẫn.',
  left_share: 'Số lần rời đi khi đang tải trên mọi lượt tải đo được (sẵn sàng, rời đi khi đang tải, đi tiếp).',
  n: 'Số lượt tải đo được trong cột: sẵn sàng, rời đi khi đang tải và đi tiếp.',
  left: 'Bao nhiêu trong số đó rời đi khi đang tải, xếp theo thời gian đã chờ.',
  bounce:
    'Trong số lượt tải đã sẵn sàng: sau đó không mở trang nào khác trong lượt truy cập, không làm gì và không mua gì. Những gì trang tự gửi không tính là làm gì.',
  conversion:
    'Lượt tải có đơn hàng sau đó trong cùng lượt truy cập, trên mọi lượt tải của cột. Người rời đi khi đang tải cũng nằm trong mẫu số.',
  revenue:
    'Giá trị các đơn hàng đó theo từng loại tiền. Một đơn hàng là một transaction_id; giá trị là giá trị được gửi đầu tiên.',
  patience:
    'Tỷ lệ khách đã rời đi sau t giây nếu đến lúc đó chưa có trang nào sẵn sàng: một trừ ước lượng Kaplan-Meier; khi trang sẵn sàng hoặc khách đi tiếp thì việc quan sát kết thúc. Khoảng tin cậy 95% theo Greenwood trên thang log-log.',
  at_risk: 'Số lượt tải đến giây đó vẫn đang tải và khách chưa rời đi.',
  bounds: 'Đường kiên nhẫn nếu không ai, hoặc tất cả, trong số khách không rõ kết quả đã rời đi trước giây đó.',
  percentiles:
    'Thời gian tải mà 50%, 75% và 95% số lượt tải không vượt quá. “Mọi người”: mọi lượt tải đo được; lượt bị rời đi lẽ ra còn lâu hơn thời gian đã chờ (Kaplan-Meier). “Chỉ những người ở lại”: chỉ các lượt đã sẵn sàng, như các công cụ không thấy người rời đi.',
  not_measured:
    'Lượt tải không biết lúc sẵn sàng, và lượt truy cập mà trang đầu không gửi số đo trong khi các trang sau có gửi.',
  excluded:
    'Lượt tải không nói lên điều gì về việc chờ, theo lý do: mở ở nền, khôi phục từ bộ nhớ trình duyệt, tải lại, do trang tự vẽ, bot.',
  from_ms: 'Đầu cột, tính cả mốc này: thời gian chờ đến khi trang sẵn sàng, hoặc đến khi khách rời đi hay đi tiếp.',
  to_ms: 'Cuối cột, không tính mốc này; cột cuối cùng không có giới hạn.',
  markers:
    'Ở 3 và 10 giây: tỷ lệ đã rời đi nếu trước đó chưa có trang nào sẵn sàng (left, kèm khoảng tin cậy), và tỷ lệ trang đến lúc đó chưa sẵn sàng (not_ready, đã tính cả người rời đi).',
  what_if:
    'Trang nhanh hơn chừng đó sẽ thay đổi gì trên 1.000 lượt tải đo được: đơn hàng, và doanh thu theo từng loại tiền. Tính theo nhóm thiết bị, kết nối và loại trang: bao nhiêu người chờ được từng thời gian tải, bao nhiêu trong số đó mua, và một đơn hàng đáng giá bao nhiêu. Khoảng tin cậy 95% từ 1.000 lần rút. Để trống khi dưới 130 lượt mua.',
  grade:
    'Bằng chứng tốt đến đâu. A: hai điều đi cùng nhau. B: đi cùng nhau trong từng nhóm thiết bị, kết nối và loại trang. C: trong cùng một khách. D: cùng thay đổi ở một bản phát hành, ngoài những gì thay đổi ở trang khác. E: khách được chia ngẫu nhiên, điều mà báo cáo này không có dữ liệu. Chỉ D và E nói được rằng điều gì đã được mang lại.',
  slope:
    'Thay đổi log-odds của việc mua theo mỗi giây tải, trong các lượt tải đã sẵn sàng: có hệ số chặn cho từng nhóm, và thô, không chia nhóm.',
  evidence:
    'Tỷ số mua sau lượt tải từ 3 giây trở lên so với lượt nhanh hơn: thô (A), Mantel-Haenszel theo nhóm (B), Mantel-Haenszel theo từng khách đã gặp cả hai và có mua (C). Dưới 1: trang chậm đi cùng ít đơn hàng hơn.',
  homogeneity:
    'Kiểm định Breslow-Day có hiệu chỉnh Tarone: p nhỏ nghĩa là tỷ số khác nhau giữa các nhóm, khi đó một con số chung nói lên ít.',
  e_value:
    'Một nguyên nhân ẩn phải mạnh đến đâu, tính bằng tỷ số nguy cơ với trang chậm và với việc mua, thì mới giải thích hết tỷ số theo nhóm; interval: để đưa khoảng tin cậy về 1.',
  deployment:
    'Xét một bản phát hành bằng sai biệt kép: tỷ số mua ở các loại trang mà nó làm nhanh hoặc chậm đi (từ 5%) thay đổi ra sao so với các trang nó giữ nguyên; trong từng nhóm thiết bị, kết nối và loại trang. placebo: cùng các trang đó ở bản phát hành trước, nơi tỷ số phải gần 1.',
  deciles:
    'Lượt tải theo phần mười của chính nhóm mình, nhanh nhất trước, để mỗi phần có cùng cơ cấu thiết bị, kết nối và loại trang. waited_ms là thời gian chờ trung bình.',
  steps:
    'Như trên, cho trang đầu và cho các trang mà mỗi bước mua hàng diễn ra; thời gian tải là của chính trang của bước đó, p75_ms đã tính cả người rời đi. Trang có nhiều bước thì được tính ở mỗi bước.',
  breakdowns:
    'Các số liệu trên cho từng giá trị của thuộc tính được hỏi, hai mươi giá trị nhiều nhất; chữ trống nghĩa là không có giá trị.',
}
