import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { g1 } from '#machines/g1.ts';
import { dryMatterLossRate } from '#physics/bean.ts';
import { coolInTray } from '#physics/roasted-beans.ts';
import { traceBatch } from '#physics/trace-batch.ts';

const dropped = traceBatch(g1, 643).at(-1)?.after;
if (dropped === undefined) throw new Error('no roast');

describe('beans that were dropped', () => {
  it('are cool in three to four minutes, and a little lighter than at the drop', () => {
    const { cooledS, lossPct } = coolInTray(g1, dropped);
    expect(cooledS).toBeGreaterThan(150);
    expect(cooledS).toBeLessThan(240);
    const atDropPct = ((0.12 - dropped.moisture + dropped.dryMatterLost) * 100) / 1.12;
    expect(lossPct.total).toBeGreaterThan(atDropPct);
    expect(lossPct.total).toBeLessThan(atDropPct + 0.6);
  });

  it('are medium after the reference roast, and a kelvin more is worth two to five points', () => {
    const { agtron } = coolInTray(g1, dropped);
    expect(Math.abs(agtron - 58)).toBeLessThan(5);
    // At the end of the reference roast a kelvin takes 8.5 s.
    const later = dropped.dryMatterLost + 8.5 * dryMatterLossRate(dropped.beanC);
    const perKelvin = agtron - coolInTray(g1, { ...dropped, dryMatterLost: later }).agtron;
    expect(perKelvin).toBeGreaterThan(2);
    expect(perKelvin).toBeLessThan(5);
  });

  it('are no darker and no lighter than beans can be, whatever was done to them', () => {
    fc.assert(
      fc.property(
        fc.record({
          beanC: fc.double({ min: 20, max: 320, noNaN: true }),
          moisture: fc.double({ min: 0, max: 0.2, noNaN: true }),
          dryMatterLost: fc.double({ min: 0, max: 0.9, noNaN: true }),
        }),
        (beans) => {
          const { agtron, lossPct } = coolInTray(g1, beans);
          expect(agtron).toBeGreaterThanOrEqual(0);
          expect(agtron).toBeLessThanOrEqual(128);
          expect(lossPct.total).toBeLessThanOrEqual(100);
        },
      ),
      { seed: 5 },
    );
  });
});
