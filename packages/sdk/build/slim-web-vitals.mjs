import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** The version whose source the replacements below were written against. */
const version = '6.2.3'

/**
 * Whole modules. What goes: ratings, deltas, ids and navigation facts of a metric (the SDK has its own), the instances
 * and hooks that only attribution needs, and waiting for activation (the SDK starts when the page is active).
 */
const modules = {
  'bindReporter.js': `export const bindReporter = (callback, metric) => {
    let previous
    return () => {
      if (metric.value >= 0 && previous !== metric.value) callback(metric)
      previous = metric.value
    }
  }`,
  'initMetric.js': `export const initMetric = (name, value = -1, restored) => ({ name, value, restored, id: {} })`,
  'initUnique.js': `export const initUnique = (options, Class) => new Class()`,
  'whenActivated.js': `export const whenActivated = (callback) => callback()`,
}

/** What every module has too much of: options that are never given, and soft navigations, which the SDK flags itself. */
const everywhere = [
  [/document\.prerendering/g, 'false'],
  [/globalThis\.performance/g, 'performance'],
  [/checkSoftNavsEnabled\(opts\)/g, 'false'],
  [/const softNavsEnabled = false;/g, ''],
  [/\bsoftNavsEnabled\b/g, 'false'],
  [/opts\.reportAllChanges/g, 'true'],
  [/\(onReport, opts = \{\}\) =>/g, '(onReport) =>'],
  [/initUnique\(opts, /g, 'initUnique(0, '],
  [/entry\.entryType === 'soft-navigation'/g, 'false'],
  [/const handleSoftNavEntry = \(entry\) => \{[\s\S]*?\n {8}\};/, ''],
  [/'back-forward-cache', metric\.navigationId, [^;]*;/g, 'true);'],
  [/metric\.entries(\.push\(entry\);| = .*)/g, ''],
]

/** Parts of single modules. Each has to be there, or the build fails. */
const parts = {
  'onLCP.js': [
    [/if \(navigation === 'soft-navigation'\) \{[\s\S]*?\}/, ''],
    [/if \(entry\.entryType === 'largest-contentful-paint'\)/, 'if (true)'],
    [/if \(entry\.entryType === 'interaction-contentful-paint'\) \{/, 'if (false) {'],
    [/lcpEntryManager\._processEntry\(entry\);/, ''],
    [/const lcpEntryManager = .*/, ''],
    [/metricEntries = \[entry\];/, ''],
    [/let metricEntries = \[\];/, ''],
  ],
  'onFCP.js': [
    [/const fcpEntryManager = .*/, ''],
    [/metric\.navigationId = .*/, ''],
    [/initMetric\('FCP', -1, true\)/, "initMetric('FCP')"],
    [/if \(false\) \{[\s\S]*?observe\(\['soft-navigation'\][^;]*;\s*\}/, ''],
  ],
  'onINP.js': [
    [/\.\.\.opts,/, ''],
    [/opts\.durationThreshold \?\? /, ''],
    [/metric\.navigationType/, 'metric.restored'],
  ],
  'LayoutShiftManager.js': [
    [/_onAfterProcessingUnexpectedShift;/, ''],
    [/this\._onAfterProcessingUnexpectedShift\?\.\(entry\);/, ''],
    [
      /_sessionValue = 0;\s*_sessionEntries = \[\];/,
      'constructor() { this._sessionValue = 0; this._sessionEntries = [] }',
    ],
    // Later than ES2020: it would throw.
    [/this\._sessionEntries\.at\(-1\)/, 'this._sessionEntries.slice(-1)[0]'],
  ],
  'InteractionManager.js': [
    [/_onBeforeProcessingEntry;/, ''],
    [/_onAfterProcessingINPCandidate;/, ''],
    [/_prevInteractionCount = 0;/, ''],
    [
      /_longestInteractionList = \[\];/,
      `constructor() {
        this._prevInteractionCount = 0; this._longestInteractionList = []; this._longestInteractionMap = new Map()
      }`,
    ],
    [/\n {4}_longestInteractionMap = new Map\(\);/, ''],
    [/this\._onBeforeProcessingEntry\?\.\(entry\);/, ''],
    [/this\._onAfterProcessingINPCandidate\?\.\(interaction\);/, ''],
    [/\(navigationType === 'soft-navigation' \|\|\s*navigationType === 'back-forward-cache'\)/, 'navigationType'],
    [/this\._longestInteractionList\.at\(-1\)/, 'this._longestInteractionList.slice(-1)[0]'],
    // An interaction's entries serve attribution.
    [/entries: \[\],/, ''],
    [/entries: \[entry\],/, ''],
    [/interaction\.entries = \[entry\];/, ''],
    [/else if \(entry\.duration === interaction\._latency[\s\S]*?\}/, ''],
  ],
  'getVisibilityWatcher.js': [
    [/\(reset = false\) =>/, '() =>'],
    [/if \(reset\) \{[\s\S]*?\}/, ''],
    [/addEventListener\('prerenderingchange'.*/, ''],
    [/removeEventListener\('prerenderingchange'.*/, ''],
    [/if \(event\.type === 'visibilitychange'\)/, 'if (true)'],
    [/event\.type === 'visibilitychange' \? event\.timeStamp : 0/, 'event.timeStamp'],
  ],
}

/**
 * An esbuild plugin that bundles web-vitals without what the SDK does not use. How LCP, INP, CLS and FCP are measured
 * stays the package's own code; a test compares the values with those of the untouched package.
 * @param {string} folder where web-vitals is installed
 */
export const slimWebVitals = (folder) => ({
  name: 'slim-web-vitals',
  async setup({ onLoad }) {
    const installed = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).version
    if (installed !== version) throw new Error(`slim-web-vitals.mjs is for web-vitals ${version}, not ${installed}`)
    onLoad({ filter: /web-vitals[\\/]dist[\\/]modules[\\/].*\.js$/ }, async ({ path }) => {
      const name = basename(path)
      if (modules[name]) return { contents: modules[name] }
      let contents = await readFile(path, 'utf8')
      for (const [pattern, replacement] of everywhere) contents = contents.replace(pattern, replacement)
      for (const [pattern, replacement] of parts[name] ?? []) {
        const next = contents.replace(pattern, replacement)
        if (next === contents) throw new Error(`${name} no longer has ${pattern}`)
        contents = next
      }
      return { contents }
    })
  },
})
