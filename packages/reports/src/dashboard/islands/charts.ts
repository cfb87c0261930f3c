// Draws the charts of a page: each once it is nearly in view, so that a page is readable before ECharts is loaded.
const drawn = (element: Element) => import('./draw-chart.js').then(({ drawChart }) => drawChart(element as HTMLElement))

const canvases = document.querySelectorAll('[data-chart]')
const observer = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue
      observer.unobserve(target)
      void drawn(target)
    }
  },
  { rootMargin: '300px' },
)
for (const canvas of canvases) observer.observe(canvas)
// What is not in view yet must still be on paper.
window.addEventListener('beforeprint', () => {
  for (const canvas of canvases) void drawn(canvas)
})
