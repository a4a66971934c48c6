import { expect, it } from 'vitest';
import { misfits } from '../planted/plant.ts';
import { missionBugs } from './bugs.ts';
import { playModel } from './play-model.ts';
import { simulateMissions } from './simulate.ts';

/** Printed with a failure; `SEED=7 npx vitest run campaign/missions` plays another. */
const seed = Number(process.env['SEED'] ?? 1);
const runs = Number(process.env['ARTISAN_RUNS'] ?? 60);
const days = Number(process.env['ARTISAN_DAYS'] ?? 20);

it('keeps missions as a simple model says, whatever is asked in whatever order', async () => {
  expect(await playModel({ runs, seed, isShrunk: true })).toBeNull();
});

it('loses no mission and does none twice on days when everything goes wrong', async () => {
  for (let each = seed; each < seed + days; each++) {
    const { faults } = await simulateMissions(each);
    expect(faults, `seed ${each}`).toEqual([]);
  }
});

it('lives the same day twice', async () => {
  expect((await simulateMissions(seed)).story).toBe((await simulateMissions(seed)).story);
});

it('knows where each planted bug belongs', () => {
  expect(missionBugs.flatMap((bug) => misfits(bug))).toEqual([]);
  expect(new Set(missionBugs.map(({ name }) => name)).size).toBe(missionBugs.length);
});
