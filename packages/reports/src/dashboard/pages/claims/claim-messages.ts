import { claimTexts } from '../../../reports/claims/claim-texts.js'
import { defineMessages } from '../../translate.js'

const { leave_after_3_s, leave_after_10_s, lose_by_250_ms, ever_abandoned_cart, stay_away_2_years } = claimTexts
const { existing_try_new, existing_spend_more, ads_annoy, more_touches_not_better } = claimTexts

/** What is said, where it comes from and what is measured, in both languages; the English is the report's own. */
export const claimText = defineMessages('claim', {
  'says.leave_after_3_s': { en: leave_after_3_s.says, vi: '40% khách rời trang tải lâu hơn 3 giây.' },
  'provenance.leave_after_3_s': {
    en: leave_after_3_s.provenance,
    vi: 'Một khảo sát: năm 2009 Forrester Consulting hỏi khoảng một nghìn người mua trực tuyến cho Akamai rằng họ chờ được bao lâu, và 40% nói tối đa 3 giây. Đó là lời nói, không phải quan sát; thường bị lẫn với con số 53% lượt truy cập di động của Google (2016).',
  },
  'measures.leave_after_3_s': {
    en: leave_after_3_s.measures,
    vi: 'Tỷ lệ khách đã rời đi trước 3 giây nếu chưa có trang nào sẵn sàng (đường kiên nhẫn, trang đầu).',
  },
  'says.leave_after_10_s': { en: leave_after_10_s.says, vi: '50% khách rời đi khi trang mất 10 giây.' },
  'provenance.leave_after_10_s': {
    en: leave_after_10_s.provenance,
    vi: 'Chúng tôi không biết nguồn gốc đầu tiên. Các con số loại này đến từ biểu đồ của hãng bán công cụ và từ phép ngoại suy tỷ lệ thoát, không phải từ quan sát người chờ.',
  },
  'measures.leave_after_10_s': {
    en: leave_after_10_s.measures,
    vi: 'Tỷ lệ khách đã rời đi trước 10 giây nếu chưa có trang nào sẵn sàng (đường kiên nhẫn, trang đầu).',
  },
  'says.lose_by_250_ms': { en: lose_by_250_ms.says, vi: 'Trang chậm thêm 250 ms là mất khách.' },
  'provenance.lose_by_250_ms': {
    en: lose_by_250_ms.provenance,
    vi: 'Một tờ báo: năm 2012 The New York Times dẫn lời một kỹ sư công cụ tìm kiếm của Microsoft rằng người ta ít vào một trang chậm hơn đối thủ gần nhất 250 ms. Câu đó nói về tìm kiếm và về đối thủ, không kèm số liệu công bố.',
  },
  'measures.lose_by_250_ms': {
    en: lose_by_250_ms.measures,
    vi: 'Trang nhanh hơn 250 ms đi cùng thêm bao nhiêu đơn trên 1.000 lượt tải, so trong cùng thiết bị, kết nối và loại trang: một mối liên hệ.',
  },
  'says.ever_abandoned_cart': {
    en: ever_abandoned_cart.says,
    vi: 'Hơn 90% người mua trực tuyến từng bỏ giỏ hàng ít nhất một lần.',
  },
  'provenance.ever_abandoned_cart': {
    en: ever_abandoned_cart.provenance,
    vi: 'Các khảo sát hỏi người tiêu dùng đã bao giờ chưa; Forrester nêu 88% năm 2010. Đó là tỷ lệ người trong cả đời và ở mọi cửa hàng, dễ nhầm với tỷ lệ giỏ bị bỏ (khoảng 70% trong tổng hợp của Baymard).',
  },
  'measures.ever_abandoned_cart': {
    en: ever_abandoned_cart.measures,
    vi: 'Trong những người có giỏ ở đây: những người có ít nhất một giỏ bị bỏ một giờ mà chưa mua. Một cửa hàng và thời gian có hạn: ít hơn cả đời.',
  },
  'says.stay_away_2_years': {
    en: stay_away_2_years.says,
    vi: '39% không quay lại trong hai năm trở lên sau khi bị phục vụ tệ.',
  },
  'provenance.stay_away_2_years': {
    en: stay_away_2_years.provenance,
    vi: 'Một khảo sát: năm 2013 Dimensional Research hỏi khoảng một nghìn người cho Zendesk, và 39% nói họ tránh nơi bán hai năm trở lên sau một trải nghiệm tệ. Theo trí nhớ, không phải quan sát.',
  },
  'measures.stay_away_2_years': {
    en: stay_away_2_years.measures,
    vi: 'Trong các đơn gặp rắc rối (liên hệ hỗ trợ, trả hàng, giao muộn, thanh toán lỗi): tỷ lệ không có đơn nào nữa trong hai năm; bên cạnh là mức dự kiến của người tương tự. Gặp rắc rối chưa hẳn là thấy bị phục vụ tệ.',
  },
  'says.existing_try_new': {
    en: existing_try_new.says,
    vi: 'Khách cũ dễ thử sản phẩm mới hơn khách mới 50%.',
  },
  'provenance.existing_try_new': {
    en: existing_try_new.provenance,
    vi: 'Được chép từ hình minh họa tiếp thị này sang hình khác từ những năm 2010. Chúng tôi không biết nghiên cứu nào đứng sau nói rõ đã hỏi hay quan sát ai.',
  },
  'measures.existing_try_new': {
    en: existing_try_new.measures,
    vi: 'Tỷ lệ đơn có sản phẩm mới của cửa hàng: các đơn sau so với đơn đầu.',
  },
  'says.existing_spend_more': { en: existing_spend_more.says, vi: 'Khách cũ chi nhiều hơn khách mới 31%.' },
  'provenance.existing_spend_more': {
    en: existing_spend_more.provenance,
    vi: 'Đi cùng câu về sản phẩm mới từ những năm 2010, được chép từ hình này sang hình khác. Chúng tôi không biết nghiên cứu nào đứng sau.',
  },
  'measures.existing_spend_more': {
    en: existing_spend_more.measures,
    vi: 'Giá trị trung bình của các đơn sau so với đơn đầu, riêng từng loại tiền.',
  },
  'says.ads_annoy': { en: ads_annoy.says, vi: 'Cứ bốn quảng cáo thì một cái gây khó chịu.' },
  'provenance.ads_annoy': {
    en: ads_annoy.provenance,
    vi: 'Các khảo sát ý kiến; chúng tôi không biết nguồn gốc đầu tiên có phương pháp. Khó chịu là điều người ta nói, không phải điều họ làm.',
  },
  'measures.ads_annoy': {
    en: ads_annoy.measures,
    vi: 'Số lần hủy đăng ký trong tuần sau, trên mỗi quảng cáo đã thấy hoặc thư đã mở. Ai khó chịu mà không làm gì thì không thấy được, nên đây là mức thấp nhất.',
  },
  'says.more_touches_not_better': {
    en: more_touches_not_better.says,
    vi: 'Chạm nhiều hơn không phải lúc nào cũng tốt: quá một mức thì có hại.',
  },
  'provenance.more_touches_not_better': {
    en: more_touches_not_better.provenance,
    vi: 'Nghiên cứu từ những năm 1980 về quảng cáo lặp lại: tác dụng tăng, chững rồi giảm. Mức đó ở đâu còn tùy sản phẩm và kênh.',
  },
  'measures.more_touches_not_better': {
    en: more_touches_not_better.measures,
    vi: 'Số lần chạm mỗi tuần mà nhiều người đặt hàng nhất trong tuần sau, so trong những người có ý định tương tự: một mối liên hệ.',
  },
})
