import { describe, expect, it } from 'vitest';
import { twinMachines } from '#machines/machines.ts';
import { isEvidence } from '#machines/twin-machine.ts';
import { runReferenceRoast } from '#reference-roast.ts';

const all = Object.entries(twinMachines);

describe.each(all)('the machine %s', (id, machine) => {
  const run = runReferenceRoast(machine, { seed: 1, noise: false, leadInS: 0 });

  it('roasts its reference within what roasters call plausible', () => {
    // Source: user-needs 5; hot air is quicker than a drum.
    const { dryEnd, fcStart, drop } = run.markTimesS;
    expect(dryEnd).toBeGreaterThan(150);
    expect(fcStart).toBeGreaterThan(dryEnd);
    expect(drop).toBeGreaterThan(fcStart);
    expect(drop).toBeLessThan(780);
    expect(run.roasted.lossPct.total).toBeGreaterThan(6);
    expect(run.roasted.lossPct.total).toBeLessThan(18);
  });

  it('has its levers where they can stand', () => {
    expect(machine.id).toBe(id);
    for (const { id: lever, min, max } of machine.levers) {
      for (const value of [
        machine.startLevers[lever],
        ...machine.schedule.filter((step) => step.lever === lever).map((step) => step.value),
      ]) {
        expect(value, lever).toBeGreaterThanOrEqual(min);
        expect(value, lever).toBeLessThanOrEqual(max);
      }
    }
  });

  it('says so when it was made up, and is then no evidence', () => {
    const isIllustrative = machine.knowledge.kind === 'illustrative';
    expect(machine.label.includes('(illustrative)')).toBe(isIllustrative);
    expect(isEvidence(machine)).toBe(!isIllustrative);
  });
});
