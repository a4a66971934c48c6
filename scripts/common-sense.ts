import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { wholeNumber } from './whole-number.ts';

/** `npm run common-sense -- --roasts 100000 --seed 7`: the twin's common sense on so many random roasts; `npm test` tries 2000. */
const { values } = parseArgs({
  options: {
    roasts: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
});

const suite = 'packages/twin/src/physics/common-sense.test.ts';
const roasts = wholeNumber('roasts', values.roasts);
const seed = wholeNumber('seed', values.seed);
const run = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', suite], {
  stdio: 'inherit',
  env: { ...process.env, ARTISAN_TWIN_ROASTS: `${roasts}`, ARTISAN_TWIN_SEED: `${seed}` },
});
process.exit(run.status ?? 1);
