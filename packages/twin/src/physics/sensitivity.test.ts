import { describe, expect, it } from 'vitest';
import { g1 } from '#machines/g1.ts';
import type { TwinMachine } from '#machines/twin-machine.ts';
import { risesThroughS, traceBatch, variant } from '#physics/trace-batch.ts';

const { conditions, physics } = g1;
const roastMaxS = 900;

function times(machine: TwinMachine): { fcS: number; dropS: number } {
  const trace = traceBatch(machine, roastMaxS);
  const reach = (btC: number): number => risesThroughS(trace, btC) ?? Number.NaN;
  return { fcS: reach(196), dropS: reach(210) };
}

/** Five more points of gas from a second on. */
function moreGasFrom(atS: number): TwinMachine {
  const gas = g1.schedule.filter((step) => step.lever === 'burner');
  const inForce = gas.findLast((step) => step.atS <= atS)?.value ?? 0;
  const later = g1.schedule.map((step) =>
    step.lever === 'burner' && step.atS > atS ? { ...step, value: step.value + 5 } : step,
  );
  const raise = { atS, lever: 'burner', value: inForce + 5 } as const;
  return variant(g1, { schedule: [...later, raise].sort((a, b) => a.atS - b.atS) });
}

/** More water in the green beans, as a buyer states it: a share of the wet mass. */
function wetter(wetShare: number): TwinMachine {
  const { moistureDryBasis } = g1.charge;
  const wet = moistureDryBasis / (1 + moistureDryBasis) + wetShare;
  return variant(g1, { charge: { moistureDryBasis: wet / (1 - wet) } });
}

/** How G1 answers to a change, seconds of first crack and of drop. Source: roast-science 4. */
const published: readonly (readonly [string, TwinMachine, number, number])[] = [
  ['weight +3 %', variant(g1, { charge: { greenKg: 1.03 } }), 7, 10],
  ['moisture +1.5 points', wetter(0.015), 55, 73],
  ['charge +5 C', variant(g1, { conditions: { btC: 205, drumC: 205, etC: 220 } }), -9, -11],
  ['drum soak +6 C', variant(g1, { conditions: { drumC: conditions.drumC + 6 } }), -10, -13],
  ['room and beans +10 C', variant(g1, { conditions: { ambientC: 32, beanC: 32 } }), -32, -48],
  ['gas pressure +5 %', variant(g1, { physics: { gasPressureFactor: 1.05 } }), -32, -51],
  ['drum contact +3 %', variant(g1, { physics: { drumToBeanWPerK: 5.625 * 1.03 } }), -7, -10],
  ['probe lag +15 %', variant(g1, { physics: { btLagS: physics.btLagS * 1.15 } }), 8, 7],
  ['reaction heat +30 %', variant(g1, { charge: { reactionFactor: 1.3 } }), -22, -23],
  ['5 points of gas from 120 s', moreGasFrom(120), -34, -58],
  ['5 points of gas from 240 s', moreGasFrom(240), -23, -43],
  ['5 points of gas from 360 s', moreGasFrom(360), -12, -27],
  ['5 points of gas from 450 s', moreGasFrom(450), -4, -17],
  ['5 points of gas from 510 s', moreGasFrom(510), -1, -10],
];

describe('what moves first crack and drop of G1', () => {
  const reference = times(g1);

  it.each(published)('answers to %s as published', (_change, machine, fcS, dropS) => {
    const changed = times(machine);
    expect(Math.abs(changed.fcS - reference.fcS - fcS)).toBeLessThan(2);
    expect(Math.abs(changed.dropS - reference.dropS - dropS)).toBeLessThan(2);
  });
});
