import { defineConfig } from 'vitest/config'
import { findBrowser } from './scripts/find-browser.mjs'

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.{ts,tsx}', 'examples/*/**/*.test.ts', 'test/**/*.test.ts'],
    // Real engines and real browsers: they share two cores with everything else.
    maxWorkers: 2,
    env: { CHROMIUM: findBrowser() ?? '' },
    // What waits has its own deadline; some tests ask every report hundreds of questions.
    testTimeout: 300_000,
    hookTimeout: 180_000,
    reporters: ['default', './scripts/count-reporter.ts'],
  },
  // Workspace packages are real files under packages/*/dist: no transform, no second copy of a module.
  ssr: { external: true },
})
