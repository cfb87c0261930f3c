import type { CustomSeriesRenderItem } from 'echarts'

/** A line from the low to the high end of an interval, with short caps; data are [category, low, high, offset]. */
export const whiskers =
  (colour: string, lying = false): CustomSeriesRenderItem =>
  (_params, api) => {
    const [at, low, high] = [api.value(0), api.value(1), api.value(2)]
    const offset = Number(api.value(3)) || 0
    const from = lying ? api.coord([low, at]) : api.coord([at, low])
    const to = lying ? api.coord([high, at]) : api.coord([at, high])
    const [x1 = 0, y1 = 0] = from
    const [x2 = 0, y2 = 0] = to
    const line = (shape: { x1: number; y1: number; x2: number; y2: number }) => ({
      type: 'line' as const,
      shape,
      style: { stroke: colour, lineWidth: 1.5 },
    })
    const y = y1 + offset
    const x = x1 + offset
    return {
      type: 'group',
      children: lying
        ? [
            line({ x1, y1: y, x2, y2: y }),
            line({ x1, y1: y - 4, x2: x1, y2: y + 4 }),
            line({ x1: x2, y1: y - 4, x2, y2: y + 4 }),
          ]
        : [
            line({ x1: x, y1, x2: x, y2 }),
            line({ x1: x - 4, y1, x2: x + 4, y2: y1 }),
            line({ x1: x - 4, y1: y2, x2: x + 4, y2 }),
          ],
    }
  }
