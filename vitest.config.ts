import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/**
 * `npm test`: everything that needs nothing but npm. Suites that want a program say which and are skipped. As many files
 * at a time as there are cores: those that meet real processes wait more than they work. No limit here is a claim: each
 * ends what hangs, on a computer that is busy.
 */
export default defineConfig({
  test: {
    include: ['{packages,apps,scripts,campaign,e2e}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/*.crash.test.ts'],
    testTimeout: 10 * 60_000,
    hookTimeout: 10 * 60_000,
    expect: { poll: { timeout: 60_000 } },
    maxWorkers: '100%',
    env: { NODE_COMPILE_CACHE: resolve(import.meta.dirname, '.cache/node') },
  },
});
