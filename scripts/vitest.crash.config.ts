import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** So many processes are killed; each time limit only ends what hangs. */
const kills = Number(process.env['ARTISAN_KILLS'] ?? 0);

/** Crash suites, two at a time: each waits more than it works. */
export default defineConfig({
  test: {
    root: resolve(import.meta.dirname, '..'),
    include: ['{packages,apps}/**/*.crash.test.ts'],
    testTimeout: (30 + kills) * 60_000,
    hookTimeout: 10 * 60_000,
    expect: { poll: { timeout: 60_000 } },
    maxWorkers: 2,
    env: { NODE_COMPILE_CACHE: resolve(import.meta.dirname, '../.cache/node') },
  },
});
