/** What the figures of the service effect report mean, in Vietnamese. */
export const definitionsVi: Record<string, string> = {
  trouble:
    'support_contact, return_requested: sự kiện đầu tiên loại đó của một đơn trong within_days ngày, theo đơn mà sự kiện nêu, nếu không có thì đơn gần nhất của người đó. late_delivery: lần giao mà cửa hàng ghi là trễ, nếu không ghi thì lần giao muộn hơn late_days ngày sau khi đặt. payment_failure: một lần thanh toán của giỏ bị lỗi.',
  cases: 'Các đơn (hoặc giỏ đã đến bước thanh toán) gặp sự cố và theo dõi được đủ return_days ngày kể từ đó.',
  waiting: 'Các trường hợp chưa đủ return_days ngày kể từ sự cố: không nằm trong con số nào khác.',
  matched: 'Các trường hợp có người tương tự để so.',
  others:
    'Các đơn đến lúc đó chưa gặp sự cố ấy (với giao trễ: đã giao đúng hẹn), hoặc các giỏ không bị lỗi thanh toán, trong cùng các tầng. Mỗi đơn được theo dõi từ một thời điểm cách lúc đặt bằng đúng như một trường hợp.',
  strata:
    'Các nhóm giống nhau về số ngày từ đơn cuối, số đơn (1, 2, từ 3), một phần tư giá trị đơn theo tiền tệ, và thiết bị, có cả trường hợp lẫn người khác.',
  returned:
    'Trong các trường hợp được so khớp, tỷ lệ mua lại trong return_days ngày. Sau một lần thanh toán, đơn trong vòng một ngày không tính là quay lại: có thể vẫn là giỏ đó.',
  others_returned: 'Trong mọi người khác, tương tự hay không, tỷ lệ mua lại. Để thấy việc so khớp thay đổi điều gì.',
  expected:
    'Tỷ lệ lẽ ra có ở các trường hợp được so khớp, nếu họ quay lại như người tương tự: returned trừ difference.',
  difference:
    'Tỷ lệ mua lại, trường hợp trừ người tương tự (−0,05 = ít hơn năm điểm phần trăm): Mantel-Haenszel trên các tầng, khoảng tin cậy 95% theo Sato.',
  ratio: 'Cũng như vậy nhưng là tỷ số (Mantel-Haenszel, khoảng tin cậy theo Greenland và Robins).',
  e_value:
    'Một nguyên nhân không nhìn thấy phải mạnh đến mức nào, tính bằng tỷ số nguy cơ với cả sự cố lẫn việc quay lại, để giải thích đầu khoảng tin cậy gần “không khác biệt” nhất. 1: nguyên nhân nào cũng đủ.',
  conclusion:
    'fewer, more: khoảng tin cậy của chênh lệch không chứa 0. too_few: có bên dưới 30 người, hoặc dưới 5 người quay lại, hoặc dưới 5 người không quay lại.',
  grade:
    'B: mối liên hệ giữa những người giống nhau về các điều đã so khớp. Điều này không chứng minh sự cố là nguyên nhân.',
}
