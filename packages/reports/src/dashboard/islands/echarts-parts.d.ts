// Parts of ECharts by file: its index modules would put every part that any chart uses into one chunk.
declare module 'echarts/lib/*/install.js' {
  import type { EChartsExtensionInstaller } from 'echarts/types/dist/shared'
  export const install: EChartsExtensionInstaller
}
declare module 'echarts/lib/component/marker/installMarkLine.js' {
  import type { EChartsExtensionInstaller } from 'echarts/types/dist/shared'
  export const install: EChartsExtensionInstaller
}
declare module 'echarts/lib/component/visualMap/installVisualMapContinuous.js' {
  import type { EChartsExtensionInstaller } from 'echarts/types/dist/shared'
  export const install: EChartsExtensionInstaller
}
declare module 'echarts/lib/renderer/installSVGRenderer.js' {
  import type { EChartsExtensionInstaller } from 'echarts/types/dist/shared'
  export const install: EChartsExtensionInstaller
}
