import { defineConfig } from 'vitest/config';

/** `npm test`: everything that needs nothing but npm. Suites that want a program say which and are skipped. */
export default defineConfig({
  test: {
    include: ['{packages,apps,scripts,campaign,e2e}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/*.crash.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
