import { makeId, WallMs } from '@artisan-ts/domain';
import { analyseRoast } from '@artisan-ts/roast';
import { runReferenceRoast, twinMachines, twinRunRecord } from '@artisan-ts/twin';
import { expect, test } from 'vitest';

const seeds = Array.from({ length: 50 }, (_, index) => index + 1);

test('fifty smooth roasts of the twin, with the noise of its probes, have no crash, no flick and no stall', () => {
  for (const [name, machine] of Object.entries(twinMachines)) {
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
