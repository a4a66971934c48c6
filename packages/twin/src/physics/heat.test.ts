import { describe, expect, it } from 'vitest';
import { g1 } from '#machines/g1.ts';
import { beanHeatCapacity, dryingRate, reactionHeat } from '#physics/bean.ts';
import { chargedState, exchangeNow, heatFlows } from '#physics/heat.ts';
import { heatAccount, traceBatch, variant } from '#physics/trace-batch.ts';

const roastS = 645;

describe('the beans', () => {
  it('hold the published heat: 1.72 kJ/kg/K of wet mass at 28 C and a moisture of 0.13', () => {
    expect(beanHeatCapacity(28, 0.13) / 1.13 / 1000).toBeCloseTo(1.72, 2);
    expect(beanHeatCapacity(28, 0.05) / 1.05 / 1000).toBeCloseTo(1.47, 2);
  });

  it('release the published 1.04 kJ/kg/s at 200 C with nothing spent, and none when all is spent', () => {
    expect(reactionHeat(200, 0, g1.charge) / 1000).toBeCloseTo(1.04, 2);
    expect(reactionHeat(200, 232_000, g1.charge)).toBe(0);
  });

  it('dry with an activation energy of about 82 kJ/mol, faster when small', () => {
    const rate = (beanC: number) => dryingRate(beanC, 0.1, g1.charge);
    const perInverseK = Math.log(rate(200) / rate(150)) / (1 / 423.2 - 1 / 473.2);
    expect((perInverseK * 8.314) / 1000).toBeCloseTo(82.2, 1);
    const small = { ...g1.charge, beanDiameterMm: g1.charge.beanDiameterMm / 2 };
    expect(dryingRate(200, 0.1, small) / rate(200)).toBeCloseTo(4, 9);
  });
});

describe('the heat of a roast', () => {
  const trace = traceBatch(g1, roastS);
  const stepS = trace[0]?.timeS ?? 0;

  it('is all accounted for: what came in is in the beans, the drum, the vapour, the exhaust or the room', () => {
    const { inJ, inBeansAndDrumJ, goneJ } = heatAccount(g1, trace);
    expect(inJ).toBeGreaterThan(2_000_000);
    expect(Math.abs(inJ - inBeansAndDrumJ - goneJ) / inJ).toBeLessThan(1e-4);
  });

  it('warms the beans only: the turning point belongs to the probe', () => {
    expect(trace.every(({ before, after }) => after.beanC > before.beanC)).toBe(true);
  });

  it('changes BT by less than 0.1 C when the step is halved', () => {
    const finer = traceBatch(g1, roastS, stepS / 2);
    const differencesC = trace.map(({ after }, step) =>
      Math.abs(after.btC - (finer[2 * step + 1]?.after.btC ?? Number.NaN)),
    );
    expect(Math.max(...differencesC)).toBeLessThan(0.1);
  });

  it('errs four times less when the step is halved: the integrator is of second order', () => {
    // No lever moves: a step at a switch is a kink of its own.
    const steady = variant(g1, { schedule: [] });
    const beanCAt = (step: number) => traceBatch(steady, 300, step).at(-1)?.after.beanC ?? 0;
    const exactC = beanCAt(1 / 32);
    const errorC = (step: number) => Math.abs(beanCAt(step) - exactC);
    expect(errorC(2) / errorC(1)).toBeGreaterThan(3.5);
    expect(errorC(2) / errorC(1)).toBeLessThan(4.5);
  });

  it('comes to a standstill in an unheated room at room temperature', () => {
    const cold = variant(g1, {
      physics: { powerMaxW: 0 },
      charge: { reactionFactor: 0, dryingFactor: 0 },
      conditions: { btC: 22, etC: 22, drumC: 22 },
    });
    for (const { after } of traceBatch(cold, 60)) {
      for (const temperature of [after.beanC, after.drumC, after.btC, after.etC]) {
        expect(temperature).toBeCloseTo(22, 9);
      }
    }
  });
});

describe('the levers', () => {
  const state = chargedState(g1, g1.conditions, g1.startLevers);
  const flowsAt = (levers: Partial<typeof g1.startLevers>) =>
    heatFlows(g1, state, exchangeNow(g1, state, { ...g1.startLevers, ...levers }));

  it('dilute the gas with more air', () => {
    const gasC = (air: number): number =>
      heatFlows(g1, state, exchangeNow(g1, { ...state, air }, g1.startLevers)).gasC;
    expect(gasC(0.6)).toBeLessThan(gasC(0.3));
  });

  it('press drum and beans together at speed, between 0.8 and 1.1 of the contact as fitted', () => {
    const contact = (drumSpeed: number) =>
      flowsAt({ drumSpeed }).drumToBeanW / flowsAt({ drumSpeed: 60 }).drumToBeanW;
    expect(contact(80)).toBeCloseTo(1.05, 9);
    expect(contact(40)).toBeCloseTo(0.95, 9);
    expect(contact(600)).toBeCloseTo(1.1, 9);
    expect(contact(-600)).toBeCloseTo(0.8, 9);
  });
});
