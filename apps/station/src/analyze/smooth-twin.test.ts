import { makeId, WallMs } from '@artisan-ts/domain';
import { analyseRoast } from '@artisan-ts/roast';
import { isEvidence, runReferenceRoast, twinMachines, twinRunRecord } from '@artisan-ts/twin';
import { expect, test } from 'vitest';

const seeds = Array.from({ length: 50 }, (_, index) => index + 1);

test('fifty smooth roasts of the twin, with the noise of its probes, have no crash, no flick and no stall', () => {
  // The illustrative machines step burner and air at once: what they show then is a dip, and is to be flagged.
  const smooth = Object.entries(twinMachines).filter(([, machine]) => isEvidence(machine));
  expect(smooth).toHaveLength(3);
  for (const [name, machine] of smooth) {
    for (const seed of seeds) {
      const run = runReferenceRoast(machine, { seed, noise: true, leadInS: 30 });
      const record = twinRunRecord(run, {
        id: makeId('roast', '0'.repeat(32)),
        startedWallMs: WallMs(0),
        utcOffsetS: 0,
      });
      const { excursions, stalls, completeness } = analyseRoast(record);
      expect({ name, seed, excursions, stalls }).toEqual({
        name,
        seed,
        excursions: [],
        stalls: [],
      });
      expect(completeness.missingPct).toBe(0);
    }
  }
});
