import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { wholeNumber } from '../../scripts/whole-number.ts';
import { plant } from '../planted/plant.ts';
import { missionBugs } from './bugs.ts';

/**
 * `npm run campaign:missions -- --runs 2000 --seeds 1000 --seed 1`: random commands on the real store beside a simple model, and
 * days of a station in virtual time on which everything goes wrong. `--planted` plays against products with a mistake each.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    seeds: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    planted: { type: 'boolean', default: false },
    plant: { type: 'string' },
  },
});
const seed = wholeNumber('seed', values.seed);
const runs = wholeNumber('runs', values.runs);
const seeds = wholeNumber('seeds', values.seeds);
/** Enough for every planted bug, and what one hunt may take. */
const huntRuns = 1_600;

/** The loader that plants a bug has to be there before the first file of the product is read. */
async function play(): Promise<number> {
  if (values.plant !== undefined) plant(values.plant, missionBugs);
  const { playModel } = await import('./play-model.ts');
  const found = await playModel({ runs, seed, isShrunk: values.plant === undefined });
  if (found !== null) console.log(`BAD  ${found}`);
  else
    console.log(`seed ${seed}: ${runs} runs of up to 60 commands, the store and the model agree`);
  return found === null ? 0 : 1;
}

async function simulate(): Promise<number> {
  const { simulateMissions } = await import('./simulate.ts');
  let failed = 0;
  for (let each = seed; each < seed + seeds; each++) {
    const { faults } = await simulateMissions(each);
    for (const fault of faults) console.log(`BAD  seed ${each}: ${fault}`);
    failed += faults.length > 0 ? 1 : 0;
  }
  console.log(`${seeds} simulated days from seed ${seed}: ${failed} failed`);
  return failed;
}

async function hunt(): Promise<number> {
  let overlooked = 0;
  for (const { name } of missionBugs) {
    const args = [fileURLToPath(import.meta.url), '--plant', name, '--runs', `${huntRuns}`];
    const child = spawn(process.execPath, [...args, '--seeds', '0', '--seed', `${seed}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    await once(child, 'close');
    const bad = said.split('\n').find((line) => line.startsWith('BAD'));
    overlooked += bad === undefined ? 1 : 0;
    console.log(
      `${bad === undefined ? 'OVERLOOKED' : 'found'}  ${name}: ${(bad ?? said).slice(0, 300)}`,
    );
  }
  console.log(`${missionBugs.length - overlooked} of ${missionBugs.length} planted bugs found`);
  return overlooked;
}

let failed: number;
if (values.planted) failed = await hunt();
else {
  failed = await play();
  if (seeds > 0) failed += await simulate();
}
process.exit(failed > 0 ? 1 : 0);
