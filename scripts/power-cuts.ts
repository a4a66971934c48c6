import { parseArgs } from 'node:util';
import { type Plant, plants } from '../packages/storage/test/power/plants.ts';
import { brokenText, powerCuts } from '../packages/storage/test/power/power-cuts.ts';
import { requireTool } from '../packages/testkit/src/index.ts';
import { wholeNumber } from './whole-number.ts';

/**
 * `npm run power-cuts -- --states 10000 --seed 7`: a recording's writes and syncs, the power cut at as many moments of it, and
 * every state of the disk opened. Then the same on stations with a planted mistake, which must be found.
 */
const { values } = parseArgs({
  options: {
    states: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '10' },
  },
});
const shownMax = 20;
const planted = { states: 60, seconds: 1 };

async function main(strace: string): Promise<number> {
  const seed = wholeNumber('seed', values.seed);
  const states = wholeNumber('states', values.states);
  const seconds = wholeNumber('seconds', values.seconds);
  const plan = { strace, seed, states, seconds, plant: null };
  const { broken, tried, operations, syncs, promises } = await powerCuts(plan);
  console.log(
    `seed ${seed}: ${operations} operations with ${syncs} syncs and ${promises} promises recorded in ${seconds} s; ${tried} states rebuilt and opened`,
  );
  for (const state of broken.slice(0, shownMax)) console.log(`BAD  ${brokenText(state)}`);
  let overlooked = 0;
  for (const plant of plants) overlooked += (await isFound(plant, strace, seed)) ? 0 : 1;
  const failed = broken.length + overlooked;
  console.log(`${tried + plants.length - failed} passed, ${failed} failed`);
  return failed;
}

async function isFound(plant: Plant, strace: string, seed: number): Promise<boolean> {
  const { broken, tried } = await powerCuts({ ...planted, strace, seed, plant });
  const verdict = broken.length > 0 ? 'found' : 'OVERLOOKED';
  console.log(`planted ${plant}: ${verdict}, ${broken.length} of ${tried} states broken`);
  return broken.length > 0;
}

const strace = requireTool('strace');
process.exit(strace === null || (await main(strace)) > 0 ? 1 : 0);
