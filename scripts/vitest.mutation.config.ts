import { defineConfig } from 'vitest/config';

/** The tests that mutants of the kernel and of the audit log have to face: all but the exploration, which takes seconds each time. */
export default defineConfig({
  test: {
    include: ['packages/{kernel,trust}/src/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/every-interleaving.test.ts'],
    env: { ARTISAN_AUDIT_ENTRIES: '2000' },
  },
});
