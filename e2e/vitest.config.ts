import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/**
 * Browser suites: what a person does, on the twin, in a real Chromium against a real station. What comes is waited for as
 * long as a computer may take that is busy with other suites.
 */
export default defineConfig({
  test: {
    root: resolve(import.meta.dirname, '..'),
    include: ['e2e/**/*.e2e.ts'],
    testTimeout: 5 * 60_000,
    hookTimeout: 5 * 60_000,
    fileParallelism: false,
    expect: { poll: { timeout: 90_000 } },
    env: { NODE_COMPILE_CACHE: resolve(import.meta.dirname, '../.cache/node') },
  },
});
