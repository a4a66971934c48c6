import { describe, expect, it } from 'vitest';
import { type GreenBeans, withBeans } from '#conditions/green-beans.ts';
import { twinMachines } from '#machines/machines.ts';
import { TwinRoaster } from '#twin-roaster.ts';

const { g1 } = twinMachines;
const unknown: GreenBeans = { greenG: null, moisturePct: null, densityGPerL: null, screenSize: '' };

/** BT after eight minutes with the levers as they stand. */
function btAfter(beans: Partial<GreenBeans>): number {
  const roaster = new TwinRoaster(g1, { seed: 1, noise: false });
  roaster.setLever('burner', 65);
  roaster.charge({ ...unknown, ...beans });
  roaster.advance(480);
  return roaster.sample().btC;
}

describe('the beans of a batch', () => {
  it('are those of the reference roast where nobody measured anything', () => {
    expect(withBeans(g1, unknown)).toEqual(g1);
    expect(btAfter({})).toBe(btAfter({ screenSize: 'Supremo', densityGPerL: 700 }));
  });

  it.each([
    ['more of them', { greenG: 1150 }],
    ['wetter ones', { moisturePct: 12.5 }],
    ['denser ones', { densityGPerL: 760 }],
    ['colder by being many and wet', { greenG: 1100, moisturePct: 12 }],
  ] as const)('take longer to get hot: %s', (_name, beans) => {
    expect(btAfter(beans)).toBeLessThan(btAfter({}) - 0.5);
  });

  it('dry more slowly when they are large, so that less heat goes into vapour', () => {
    expect(btAfter({ screenSize: '18/19' })).toBeGreaterThan(btAfter({ screenSize: '14' }));
  });

  it('are bounded by what a drum can hold and beans can be', () => {
    const { charge } = withBeans(g1, { ...unknown, greenG: 1, moisturePct: 60, screenSize: '99' });
    expect(charge.greenKg).toBeCloseTo(0.1, 9);
    expect(charge.moistureDryBasis).toBeCloseTo(0.16 / 0.84, 9);
    expect(charge.beanDiameterMm).toBe(g1.charge.beanDiameterMm);
  });

  it('stay in the drum when the program starts again', () => {
    const roaster = new TwinRoaster(g1, { seed: 1, noise: false });
    roaster.charge({ ...unknown, moisturePct: 12.5, greenG: 900 });
    roaster.advance(200);
    const from = structuredClone(roaster.state);
    const again = new TwinRoaster(g1, { seed: 1, noise: false, from });
    for (const each of [roaster, again]) each.advance(200);
    expect(again.sample()).toEqual(roaster.sample());
  });
});
