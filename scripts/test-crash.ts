import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

/**
 * `npm run test:crash -- --kills 50 --seed 7`: real processes and files, killed at random. The counts reach the tests as
 * ARTISAN_KILLS and ARTISAN_SEED; without them each suite runs a small sample.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
  },
});

const run = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'scripts/vitest.crash.config.ts',
    ...reporters(),
  ],
  {
    stdio: 'inherit',
    env: { ...process.env, ARTISAN_KILLS: values.kills, ARTISAN_SEED: values.seed },
  },
);
process.exit(run.status ?? 1);

/** The gate wants a machine-readable count beside the readable one. */
function reporters(): readonly string[] {
  const file = process.env['ARTISAN_TEST_JSON'];
  return file === undefined
    ? []
    : ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
}
