import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Browser suites: what a person does, on the twin, in a real Chromium against a real station. */
export default defineConfig({
  test: {
    root: resolve(import.meta.dirname, '..'),
    include: ['e2e/**/*.e2e.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
