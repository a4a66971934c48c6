import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { wholeNumber } from './whole-number.ts';

/**
 * `npm run test:crash -- --kills 50 --seed 7`: real processes and files, killed at random. So many processes are
 * killed, and cables pulled, by all suites together: whole stations in mid-roast (ARTISAN_INTERRUPTIONS) and processes that do
 * nothing but store (ARTISAN_KILLS), which die faster. Without these counts each suite runs a small sample.
 */
const stationShare = 0.4;
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
  },
});

const kills = wholeNumber('kills', values.kills);
const seed = wholeNumber('seed', values.seed);
const interruptions = Math.ceil(kills * stationShare);

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
    env: {
      ...process.env,
      ARTISAN_INTERRUPTIONS: `${interruptions}`,
      ARTISAN_KILLS: `${kills - interruptions}`,
      ARTISAN_SEED: `${seed}`,
    },
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
