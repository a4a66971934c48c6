import { defineConfig, mergeConfig } from 'vitest/config';
import mutation from './vitest.mutation.config.ts';

/** `npm run coverage`: every branch of what decides about missions, rights and the audit log is taken by its own tests. */
export default mergeConfig(
  mutation,
  defineConfig({
    test: {
      testTimeout: 120_000,
      coverage: {
        enabled: true,
        provider: 'v8',
        include: [
          'packages/kernel/src/{governor,mission,policy}/*.ts',
          'packages/trust/src/audit/*.ts',
        ],
        exclude: ['**/*.test.ts', '**/*-under-test.ts'],
        reporter: ['text'],
        reportsDirectory: '.cache/coverage',
        thresholds: { branches: 100 },
      },
    },
  }),
);
