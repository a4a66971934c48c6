import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Crash suites: one after the other, because each wants the disk and both cores for itself. */
export default defineConfig({
  test: {
    root: resolve(import.meta.dirname, '..'),
    include: ['{packages,apps}/**/*.crash.test.ts'],
    testTimeout: 30 * 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
