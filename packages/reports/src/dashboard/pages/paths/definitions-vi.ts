export const definitionsVi: Record<string, string> = {
  step: 'Đi từ sự kiện này đến sự kiện kế tiếp, hoặc từ trang này đến trang kế tiếp. Cùng một bước lặp lại liền nhau được tính là một; số đo tải trang không phải là bước. Dấu gạch chéo cuối không làm thành trang khác.',
  position:
    'Cách bao nhiêu bước: đi tới, 1 là bước đầu tiên sau điểm bắt đầu; đi ngược, 1 là bước cuối cùng trước điểm kết thúc.',
  count:
    'Số người (hoặc đơn vị được chọn) đi bước này ở vị trí này. Khi tính mọi lần, mỗi lần đến điểm bắt đầu là một đường đi, nên một người có thể đi nhiều bước ở một vị trí, nhưng ở mỗi bước chỉ được đếm một lần.',
  to: 'Trống: trong kỳ không có gì theo sau.',
  from: 'Trống: trong kỳ không có gì đứng trước.',
  share: 'Những người đi bước này, trên mọi người có đường đi.',
  started: 'Số người (hoặc đơn vị khác) đến điểm bắt đầu hoặc kết thúc; khi không chọn, là mọi người được thấy.',
  positions: 'Bao nhiêu người có một bước bất kỳ ở vị trí này, kể cả bước không đi đâu.',
  nodes: 'Bao nhiêu người có sự kiện hoặc trang này ở đâu đó trên đường đi, kể cả điểm bắt đầu.',
}
