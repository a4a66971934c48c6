import { parseArgs } from 'node:util';
import { wholeNumber } from '../scripts/whole-number.ts';
import { findPlanted } from './planted/find-planted.ts';
import { plant } from './planted/plant.ts';

/**
 * `npm run campaign -- --seed 1 --faults 500`: the real station in virtual time on simulated machines, while everything goes
 * wrong. `--planted` runs it on products with a mistake each, which it must find.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    faults: { type: 'string' },
    only: { type: 'string' },
    keep: { type: 'string' },
    kinds: { type: 'string' },
    planted: { type: 'boolean', default: false },
    plant: { type: 'string' },
    'until-broken': { type: 'boolean', default: false },
  },
});
/** Faults in a campaign, and at most in the hunt for one planted bug. */
const defaultFaults = { campaign: 500, hunt: 300 } as const;
const seed = wholeNumber('seed', values.seed);

/** The loader that plants a bug has to be there before the first file of the product is read. */
async function play(): Promise<number> {
  if (values.plant !== undefined) plant(values.plant);
  const { campaign } = await import('./campaign.ts');
  const { passed, failed } = await campaign({
    seed,
    faults: faultsOr(defaultFaults.campaign),
    only: values.only === undefined ? null : wholeNumber('only', values.only),
    kinds: values.kinds?.split(',') ?? null,
    keep: keptFaults(values.keep),
    untilBroken: values['until-broken'],
    say: (line) => console.log(line),
    progress: (line) => console.error(line),
  });
  console.log(`${passed} passed, ${failed} failed`);
  return failed;
}

function keptFaults(text: string | undefined): readonly number[] | null {
  if (text === undefined) return null;
  return text === 'none' ? [] : text.split(',').map((each) => wholeNumber('keep', each));
}

function faultsOr(usual: number): number {
  return values.faults === undefined ? usual : wholeNumber('faults', values.faults);
}

async function hunt(): Promise<number> {
  const faults = faultsOr(defaultFaults.hunt);
  const hunts = await findPlanted({
    seed,
    faults,
    tell: ({ name, isFound, seconds, words }) =>
      console.log(
        `${isFound ? 'found' : 'OVERLOOKED'}  ${name}, ${seconds.toFixed(0)} s: ${words}`,
      ),
  });
  const found = hunts.filter(({ isFound }) => isFound).length;
  console.log(`${found} passed, ${hunts.length - found} failed`);
  return hunts.length - found;
}

process.exit((await (values.planted ? hunt() : play())) > 0 ? 1 : 0);
