import { expect, it } from 'vitest';
import { type CampaignOptions, campaign } from './campaign.ts';
import { faults } from './faults/catalogue.ts';
import { plantedBugs } from './planted/bugs.ts';
import { misfits } from './planted/plant.ts';

/** Printed with a failure; `SEED=7 npx vitest run campaign` runs another. */
const seed = Number(process.env['SEED'] ?? 1);

async function played(parts: Partial<CampaignOptions>) {
  const lines: string[] = [];
  const note = (line: string): void => {
    lines.push(line);
  };
  const options = {
    seed,
    faults: 1,
    only: null,
    kinds: null,
    keep: null,
    untilBroken: true,
    say: note,
    progress: note,
  };
  return { ...(await campaign({ ...options, ...parts })), lines };
}

it('keeps every promise over some days on which everything goes wrong', async () => {
  const { failed, passed, lines } = await played({ faults: 40 });
  expect({ failed, told: failed === 0 ? [] : lines }).toEqual({ failed: 0, told: [] });
  expect(passed).toBeGreaterThan(40);
});

it('takes a clock that was set by a day while the computer was off for a day that passed', async () => {
  const kinds = ['clock set', 'clock at 1970 after a reboot', 'power cut'];
  const { failed, lines } = await played({ seed: 2027, only: 4, kinds, keep: [7, 10] });
  expect({ failed, told: failed === 0 ? [] : lines }).toEqual({ failed: 0, told: [] });
});

it('finds no roast once more that a full disk does not have yet, in readings that came late', async () => {
  const { failed, lines } = await played({ seed: 700_707, only: 14, keep: [2] });
  expect({ failed, told: failed === 0 ? [] : lines }).toEqual({ failed: 0, told: [] });
});

it('goes over a power cut by its own time when the last reading came from a bridge an hour ahead', async () => {
  const { failed, lines } = await played({ seed: 77, only: 26, keep: [0, 5, 6, 14] });
  expect({ failed, told: failed === 0 ? [] : lines }).toEqual({ failed: 0, told: [] });
});

it('plays the same day twice', async () => {
  expect(await played({ only: 3 })).toEqual(await played({ only: 3 }));
});

it('knows where each planted bug belongs', () => {
  expect(plantedBugs.flatMap((bug) => misfits(bug))).toEqual([]);
  expect(new Set(plantedBugs.map(({ name }) => name)).size).toBe(plantedBugs.length);
});

it('hunts planted bugs with faults that there are', () => {
  const known = new Set(faults.map(({ name }) => name));
  const hunted = plantedBugs.flatMap(({ broughtOutBy = [] }) => broughtOutBy);
  expect(hunted.filter((name) => !known.has(name))).toEqual([]);
  expect(hunted.length).toBeGreaterThan(0);
});

it('calls every fault by a name of its own', () => {
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
});
