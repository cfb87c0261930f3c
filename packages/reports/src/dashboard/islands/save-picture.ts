/** Saves the drawn chart of a JSON block as a file, on the page's surface colour so that it reads anywhere. */
export async function savePicture(chartId: string, format: 'svg' | 'png', name: string): Promise<void> {
  const drawing = document.querySelector(`[data-chart="${CSS.escape(chartId)}"] svg`)
  if (!drawing) return
  const { width, height } = drawing.getBoundingClientRect()
  const copy = drawing.cloneNode(true) as SVGElement
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  ground.setAttribute('width', '100%')
  ground.setAttribute('height', '100%')
  ground.setAttribute('fill', getComputedStyle(document.documentElement).getPropertyValue('--surface').trim())
  copy.prepend(ground)
  const svg = new XMLSerializer().serializeToString(copy)
  if (format === 'svg') return save(new Blob([svg], { type: 'image/svg+xml' }), `${name}.svg`)
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width * 2
  canvas.height = height * 2
  const context = canvas.getContext('2d')
  if (!context) return
  context.scale(2, 2)
  context.drawImage(image, 0, 0)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (blob) save(blob, `${name}.png`)
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  // The browser has taken the blob by the next task.
  setTimeout(() => URL.revokeObjectURL(link.href))
}
