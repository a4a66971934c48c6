import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** `npm run fuzz -- --frames 1000000 --seed 7`: so many mutated frames for the parser of each device, and messages for each door that devices push through; `npm test` tries 20,000. */
const { values } = parseArgs({
  options: {
    frames: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
  },
});

const suites = globSync('{packages,apps}/*/src/**/*.test.ts').filter((file) =>
  /describeFuzz\(|fuzzRun/.test(readFileSync(file, 'utf8')),
);
const run = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--testNamePattern', 'mutated frames', ...suites],
  {
    stdio: 'inherit',
    env: { ...process.env, ARTISAN_FUZZ_FRAMES: values.frames, ARTISAN_FUZZ_SEED: values.seed },
  },
);
process.exit(run.status ?? 1);
