/** Sentences of the reports and their Vietnamese: `{n}` stands for what differs. Every `{n}` of one stands in the other. */
export const sentencesVi: readonly (readonly [english: string, vietnamese: string])[] = [
  [
    'Too few {what} to rely on: {n}, where at least {needed} are needed.',
    'Quá ít {what} để tin cậy: {n}, cần ít nhất {needed}.',
  ],
  ['p95: {rest}', 'p95: {rest}'],
  ['New against existing: {rest}', 'Khách mới so với khách cũ: {rest}'],
  [
    'Times and conversion are observed together; that slow pages cause the difference is not shown by this table.',
    'Thời gian tải và tỷ lệ mua được quan sát cùng nhau; bảng này không chứng minh trang chậm là nguyên nhân.',
  ],
  [
    'Evidence grade B: page loads are compared within device, connection and page type. That is an association, which a hidden cause of both slow pages and few orders could make or hide.',
    'Bằng chứng hạng B: các lượt tải được so sánh trong cùng thiết bị, kết nối và loại trang. Đây là mối liên hệ; một nguyên nhân ẩn của cả trang chậm lẫn ít đơn hàng có thể tạo ra hoặc che lấp nó.',
  ],
  [
    'To explain the difference away, a hidden cause would have to go together with slow pages and with buying by a risk ratio of {n} each ({low} for the end of the interval).',
    'Muốn giải thích hết khác biệt, một nguyên nhân ẩn phải đi cùng trang chậm và với việc mua theo tỷ số nguy cơ {n} mỗi bên ({low} cho đầu khoảng tin cậy).',
  ],
  [
    'Within the interval lies that load time makes no difference to buying.',
    'Trong khoảng tin cậy có cả khả năng thời gian tải không ảnh hưởng đến việc mua.',
  ],
  [
    'Grade E is not available: it needs visitors assigned to fast and slow pages by lot.',
    'Chưa có hạng E: cần chia khách ngẫu nhiên vào trang nhanh và trang chậm.',
  ],
  [
    'Without orders nothing can be said about what faster pages would change.',
    'Không có đơn hàng thì không thể nói trang nhanh hơn sẽ thay đổi gì.',
  ],
  ['What faster pages would change: {rest}', 'Trang nhanh hơn sẽ thay đổi gì: {rest}'],
  [
    'Grade D (a release before and after) is not available: {rest}',
    'Chưa có hạng D (trước và sau một bản phát hành): {rest}',
  ],
  [
    'There are not two releases with {n} measured navigations each in these days.',
    'Trong những ngày này không có hai bản phát hành với ít nhất {n} lượt tải đo được mỗi bản.',
  ],
  [
    'There is no release before {release} with {n} measured navigations each in these days.',
    'Trong những ngày này không có bản phát hành nào trước {release} với ít nhất {n} lượt tải đo được.',
  ],
  [
    'Release {release} changed the load time of no page type by 5% or more.',
    'Bản phát hành {release} không làm thời gian tải của loại trang nào thay đổi từ 5%.',
  ],
  [
    'Release {release} changed all page types: there is none to compare with.',
    'Bản phát hành {release} thay đổi mọi loại trang: không còn trang nào để so sánh.',
  ],
  [
    'Release {release}: too few navigations or orders on the pages compared.',
    'Bản phát hành {release}: quá ít lượt tải hoặc đơn hàng trên các trang được so sánh.',
  ],
  [
    'Evidence grade D: release {release} changed the load time of {pages} pages{loads}; whether that brought or cost orders cannot be told from these days.',
    'Bằng chứng hạng D: bản phát hành {release} thay đổi thời gian tải của trang {pages}{loads}; những ngày này chưa cho biết điều đó mang lại hay làm mất đơn hàng.',
  ],
  [
    'Evidence grade D: release {release} changed the load time of {pages} pages{loads} and brought {orders} orders and {money} per 1,000 visits of these pages, beyond what changed on the others.',
    'Bằng chứng hạng D: bản phát hành {release} thay đổi thời gian tải của trang {pages}{loads} và mang lại {orders} đơn hàng và {money} trên 1.000 lượt truy cập các trang này, ngoài những gì thay đổi ở các trang khác.',
  ],
  [
    'Evidence grade D: release {release} changed the load time of {pages} pages{loads} and cost {orders} orders and {money} per 1,000 visits of these pages, beyond what changed on the others.',
    'Bằng chứng hạng D: bản phát hành {release} thay đổi thời gian tải của trang {pages}{loads} và làm mất {orders} đơn hàng và {money} trên 1.000 lượt truy cập các trang này, ngoài những gì thay đổi ở các trang khác.',
  ],
  [
    '{n} visits vanished after one page view. If all of them left while loading, the shares are higher: see the bounds.',
    '{n} lượt truy cập biến mất sau một trang. Nếu tất cả đều rời đi khi đang tải thì các tỷ lệ sẽ cao hơn: xem phần giới hạn.',
  ],
  [
    '{n} of {all} carts gave no value and are missing in the amounts.',
    '{n} trên {all} giỏ hàng không có giá trị và không nằm trong các số tiền.',
  ],
  [
    '{n} came to a checkout or a purchase without an add_to_cart in these days: they are in no figure about carts.',
    '{n} người thanh toán hoặc mua mà không có add_to_cart trong những ngày này: họ không nằm trong số liệu giỏ hàng.',
  ],
  ['{n} more breakdown values are not shown.', 'Còn {n} giá trị không được hiển thị.'],
  [
    'Only persons whose first event is from {from} to {to}, followed until as_of.',
    'Chỉ những người có sự kiện đầu tiên từ {from} đến {to}, theo dõi đến ngày as_of.',
  ],
  [
    'Customers count as churned after {days} idle days: twice the median of {gaps} times between orders.',
    'Khách được coi là rời bỏ sau {days} ngày không hoạt động: hai lần trung vị của {gaps} khoảng cách giữa các đơn hàng.',
  ],
  [
    'Customers count as churned after {days} idle days: that takes {n} times between orders and {more} days of them to be told from the shop’s own orders.',
    'Khách được coi là rời bỏ sau {days} ngày không hoạt động: cần {n} khoảng cách giữa các đơn hàng và {more} ngày dữ liệu để tính từ chính đơn hàng của cửa hàng.',
  ],
  [
    'Every model shares out what happened together; none of them shows what a channel brought. Compare them, and try a channel switched off to know.',
    'Mọi mô hình chỉ chia công cho những gì xảy ra cùng nhau; không mô hình nào cho biết một kênh mang lại bao nhiêu. Hãy so sánh chúng, và thử tắt một kênh để biết.',
  ],
  ['{n} less frequent keys are counted together as {others}.', '{n} mục ít gặp hơn được gộp chung thành {others}.'],
  [
    '{n} rarer kinds of touches are not counted: raise limit to see them.',
    '{n} loại tiếp xúc hiếm hơn không được tính: tăng limit để xem.',
  ],
  [
    'No costs were imported. Give touches or ad_cost events a property cost to see what an order costs.',
    'Chưa nhập chi phí. Hãy thêm thuộc tính cost vào các lần tiếp xúc hoặc sự kiện ad_cost để biết mỗi đơn hàng tốn bao nhiêu.',
  ],
  [
    'Grade A: people differ by what reaches them. The effects are association, not what a touch brought.',
    'Bằng chứng hạng A: những người được tiếp cận vốn khác nhau. Đây là mối liên hệ, không phải điều mà lần tiếp xúc mang lại.',
  ],
  [
    'Grade B: this is association within levels of intent. Only an experiment shows what touches bring.',
    'Bằng chứng hạng B: đây là mối liên hệ trong từng mức ý định. Chỉ thử nghiệm mới cho biết các lần tiếp xúc mang lại gì.',
  ],
  [
    'The last day has not ended: the days before are compared up to the same time of day.',
    'Ngày cuối chưa kết thúc: các ngày trước được so đến cùng thời điểm trong ngày.',
  ],
  [
    'Cohorts of fewer than {n} say little each: look at their intervals, or at the average.',
    'Nhóm dưới {n} người nói lên rất ít: hãy nhìn khoảng tin cậy, hoặc số trung bình.',
  ],
  [
    'The last period of a row is not over yet: its figure can still rise.',
    'Kỳ cuối của mỗi dòng chưa kết thúc: số liệu còn có thể tăng.',
  ],
  [
    'The last period is not over yet: some who look dormant in it may still come.',
    'Kỳ cuối chưa kết thúc: vài người trông như vắng mặt vẫn có thể quay lại.',
  ],
  [
    'From day {day} on fewer than {n} customers are still watched: do not rely on it.',
    'Từ ngày {day} chỉ còn dưới {n} khách được theo dõi: đừng dựa vào phần này.',
  ],
  [
    'Counting everybody, also those who ordered first only days ago, would give {percent} by day {day} instead of {repeated}.',
    'Nếu tính mọi người, cả những khách mới mua vài ngày trước, kết quả sẽ là {percent} vào ngày {day} thay vì {repeated}.',
  ],
  [
    'Recency is judged by {days} days between two orders: it takes {n} gaps and 180 days of orders to tell the shop’s own.',
    'Độ gần đây được xét theo {days} ngày giữa hai đơn hàng: cần {n} khoảng cách và 180 ngày đơn hàng để biết nhịp riêng của cửa hàng.',
  ],
  [
    'No order was placed while a product was new, so nothing is said about new products.',
    'Không có đơn hàng nào khi sản phẩm còn mới, nên không kết luận gì về sản phẩm mới.',
  ],
  [
    'This is association: people with and without trouble may differ in ways that are not matched. To show a cause, change the service for a random half.',
    'Đây là mối liên hệ: người gặp và không gặp sự cố có thể khác nhau ở những điều chưa so khớp. Muốn chứng minh nguyên nhân, hãy thay đổi dịch vụ cho một nửa ngẫu nhiên.',
  ],
  [
    'Too few to compare: {few}. Cases count once {days} days have passed since; it takes 30 on each side, 5 of whom came back and 5 did not.',
    'Quá ít để so sánh: {few}. Trường hợp chỉ được tính khi đã qua {days} ngày; mỗi bên cần 30 người, trong đó 5 người quay lại và 5 người không.',
  ],
  ['Nobody has ordered in these days.', 'Không ai đặt hàng trong những ngày này.'],
  ['Nobody has ordered up to the last day.', 'Chưa ai đặt hàng tính đến ngày cuối.'],
  [
    '{n} cohorts of {periods} periods are too many for one table: ask for fewer days, fewer periods or longer ones.',
    '{n} nhóm với {periods} kỳ là quá nhiều cho một bảng: hãy chọn ít ngày hơn, ít kỳ hơn hoặc kỳ dài hơn.',
  ],
  [
    'The range has {n} periods of one {period}: ask for at most {most}.',
    'Khoảng thời gian có {n} kỳ một {period}: hãy chọn nhiều nhất {most} kỳ.',
  ],
  [
    '{trouble}: {n} of {cases} cases have nobody alike and are left out.',
    '{trouble}: {n} trên {cases} trường hợp không có ai tương tự và bị bỏ ra.',
  ],
  [
    'Rejected events are kept for {days} days: of earlier days they are not counted.',
    'Sự kiện bị từ chối được giữ {days} ngày: những ngày trước đó không được tính.',
  ],
  [
    'How much is lost in browsers cannot be told: that takes orders reported by browsers and orders confirmed by your server.',
    'Không thể biết trình duyệt làm mất bao nhiêu: cần có đơn hàng do trình duyệt báo và đơn hàng do máy chủ của bạn xác nhận.',
  ],
  [
    'No page load was measured in these days: the SDK reports them when it is on the page.',
    'Không có lượt tải trang nào được đo trong những ngày này: SDK sẽ báo khi được đặt trên trang.',
  ],
  [
    'Too few loads to rely on: {loads}, where at least {n} are needed.',
    'Quá ít lượt tải để tin cậy: {loads}, cần ít nhất {n}.',
  ],
  [
    'Too few loads to rely on their p95: {loads}, where at least {n} are needed.',
    'Quá ít lượt tải để tin vào p95: {loads}, cần ít nhất {n}.',
  ],
  [
    'The period has no whole week (Monday to Sunday) with a whole week after it: ask for more days.',
    'Kỳ này không có tuần trọn vẹn (thứ Hai đến Chủ nhật) nào có thêm một tuần trọn vẹn sau đó: hãy chọn nhiều ngày hơn.',
  ],
  // What is wrong with a question.
  ['from ({from}) is after to ({to}): swap them.', 'Từ ngày ({from}) sau đến ngày ({to}): hãy đổi chỗ.'],
  ['The range is longer than {days} days: ask for less.', 'Khoảng thời gian dài hơn {days} ngày: hãy chọn ngắn hơn.'],
  [
    'There is no segment "{name}". None is saved for this site yet.',
    'Không có phân khúc "{name}". Trang web này chưa lưu phân khúc nào.',
  ],
  ['There is no segment "{name}". There are: {known}.', 'Không có phân khúc "{name}". Có: {known}.'],
  [
    'A pattern given to "matches" is not a valid RE2 regular expression.',
    'Mẫu của "matches" không phải biểu thức chính quy RE2 hợp lệ.',
  ],
  ['{place}: must be a day such as 2026-03-01.', '{place}: phải là một ngày như 2026-03-01.'],
  ['{place}: is not a day of the calendar.', '{place}: không phải một ngày trong lịch.'],
  [
    '{place}: must be an IANA time zone such as Asia/Ho_Chi_Minh.',
    '{place}: phải là múi giờ IANA như Asia/Ho_Chi_Minh.',
  ],
  ['{place}: is missing.', '{place}: còn thiếu.'],
  ['{place}: Too small: expected number to be {bound}.', '{place}: quá nhỏ, phải {bound}.'],
  ['{place}: Too big: expected number to be {bound}.', '{place}: quá lớn, phải {bound}.'],
  ['{place}: Invalid input: expected number, received NaN.', '{place}: phải là một số.'],
  ['{place}: Invalid option: expected one of {options}.', '{place}: phải là một trong {options}.'],
  ['{place}: gt takes one number.', '{place}: "lớn hơn" cần một số.'],
  ['{place}: lt takes one number.', '{place}: "nhỏ hơn" cần một số.'],
  ['{place}: a window is at most ten years.', '{place}: khoảng thời gian tối đa là mười năm.'],
  ['{place}: from_step must be before to_step.', '{place}: from_step phải trước to_step.'],
  ['{place}: the first step cannot be optional.', '{place}: bước đầu không thể bỏ qua.'],
  ['{place}: at most 8 steps can be optional.', '{place}: tối đa 8 bước có thể bỏ qua.'],
  ['{place}: in any order no step can be optional.', '{place}: khi thứ tự bất kỳ, không bước nào có thể bỏ qua.'],
]

/** What there may be too few of. */
export const nounsVi: Readonly<Record<string, string>> = {
  persons: 'người',
  visitors: 'khách',
  customers: 'khách hàng',
  entries: 'lượt vào phễu',
  carts: 'giỏ hàng',
  'measured navigations': 'lượt tải đo được',
  'page loads followed by an order': 'lượt tải có đơn hàng sau đó',
  'persons with a touch': 'người có tiếp xúc',
  'persons in the cohorts': 'người trong các nhóm',
  'conversions with a touch': 'lượt mua có tiếp xúc',
  'orders in the smaller group': 'đơn hàng trong nhóm nhỏ hơn',
  'orders in the week after': 'đơn hàng trong tuần sau',
  'persons with a path': 'người có đường đi',
  'visitors with a path': 'khách có đường đi',
  'sessions with a path': 'lượt truy cập có đường đi',
}
