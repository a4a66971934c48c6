import { seededStream } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { heatUp } from '#gym/heat-up.ts';
import { policies } from '#gym/people.ts';
import { referenceOf } from '#gym/reference.ts';
import { roastingDay } from '#gym/roasting-day.ts';
import { twinMachines } from '#machines/machines.ts';
import { coldDrum } from '#physics/empty-drum.ts';

const { g1 } = twinMachines;
const plan = {
  machine: g1,
  reference: referenceOf(g1),
  policy: policies.human,
  suite: null,
  batches: 4,
  seed: 3,
};

describe('heating up', () => {
  it.each(Object.values(twinMachines))(
    'brings $id from cold to its charge temperature',
    (machine) => {
      const ready = heatUp(machine, coldDrum(machine), seededStream(1, 'hands'));
      const { btC } = machine.conditions;
      expect(Math.abs((ready?.drum.btC ?? 0) - btC)).toBeLessThan(6);
      expect(ready?.tookS).toBeGreaterThan(30);
      expect(ready?.tookS).toBeLessThan(2400);
    },
  );
});

describe('a day at the machine', () => {
  it('begins cold, and goes on with metal that remembers the batch before', () => {
    const batches = roastingDay(plan);
    expect(batches).toHaveLength(4);
    const [first, second] = batches;
    expect(first?.heatedS).toBeGreaterThan(180);
    expect(second?.drumC).not.toBeCloseTo(first?.drumC ?? 0, 1);
    for (const { result, drumC } of batches) {
      expect(Math.abs(drumC - g1.conditions.drumC)).toBeLessThan(25);
      expect(result.dropS).toBeGreaterThan(500);
      expect(result.dropS).toBeLessThan(800);
    }
  });

  it('is the same again for a seed, and another for another', () => {
    const hard = { ...plan, suite: 'A' } as const;
    const day = roastingDay(hard);
    expect(roastingDay(hard)).toEqual(day);
    expect(roastingDay({ ...hard, seed: 4 })).not.toEqual(day);
  });
});
