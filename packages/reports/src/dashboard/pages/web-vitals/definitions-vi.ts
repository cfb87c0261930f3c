/** The report's definitions in Vietnamese. */
export const definitionsVi: Record<string, string> = {
  LCP: 'Largest contentful paint: khi hình ảnh hoặc đoạn chữ lớn nhất của trang hiện ra. Tốt đến 2.500 ms, kém khi trên 4.000 ms.',
  INP: 'Interaction to next paint: thời gian trang phản hồi chậm nhất sau một lần bấm, chạm hoặc gõ phím. Tốt đến 200 ms, kém khi trên 500 ms.',
  CLS: 'Cumulative layout shift: trang xê dịch bao nhiêu khi đang xem; không có đơn vị. Tốt đến 0,1, kém khi trên 0,25.',
  FCP: 'First contentful paint: khi bất kỳ nội dung nào hiện ra. Tốt đến 1.800 ms, kém khi trên 3.000 ms.',
  TTFB: 'Time to first byte: khi câu trả lời của máy chủ bắt đầu đến. Tốt đến 800 ms, kém khi trên 1.800 ms.',
  n: 'Số lượt tải trang có số đo này: mỗi lượt một lần, theo báo cáo cuối (số hiệu cao nhất). Không phải lượt nào cũng có đủ chỉ số: không bấm thì không có INP, rời đi sớm thì không có LCP.',
  p50: 'Một nửa số lượt tải không chậm hơn mức này. Tính bằng ms; CLS không có đơn vị.',
  p75: 'Ba trên bốn lượt tải không chậm hơn mức này: con số mà công cụ tìm kiếm dùng để đánh giá trang. Nội suy tuyến tính. Tính bằng ms; CLS không có đơn vị.',
  p95: '95 trên 100 lượt tải không chậm hơn mức này. Tính bằng ms; CLS không có đơn vị.',
  good: 'Tỷ lệ lượt tải đến hết ngưỡng thứ nhất.',
  needs_improvement: 'Tỷ lệ lượt tải trên ngưỡng thứ nhất, đến hết ngưỡng thứ hai.',
  poor: 'Tỷ lệ lượt tải trên ngưỡng thứ hai.',
  passes:
    'Phân vị 75 có ở mức tốt hay không: có khi khoảng tin cậy 95% của tỷ lệ tốt nằm trên 75%, không khi nằm dưới, chưa kết luận khi ở giữa hoặc dưới 50 lượt tải.',
  targets: 'Các thành phần mà trình duyệt nêu là nguyên nhân của giá trị chưa tốt, và trong bao nhiêu lượt tải.',
  trend: 'Cùng các số liệu theo từng khoảng thời gian; một lượt tải thuộc khoảng mà nó được báo lần đầu.',
  breakdowns: 'Các dòng trên cho từng giá trị trong 20 giá trị nhiều nhất, và gộp cho các giá trị còn lại.',
}
