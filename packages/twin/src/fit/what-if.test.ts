import { describe, expect, it } from 'vitest';
import { type FittedSegment, fitMachine } from '#fit/fit-machine.ts';
import { knownConfiguration, roastsOf } from '#fit/roasts-under-test.ts';
import { whatIf } from '#fit/what-if.ts';

const seed = 11;
const roasts = roastsOf(knownConfiguration, 18, seed).map((roast) => ({
  ...roast,
  coffee: 'kenya',
}));
const [fitted] = fitMachine(roasts, () => undefined);
const segment = fitted as FittedSegment;

describe(`what if, on a known machine, seed ${seed}`, () => {
  it('is the roast itself when nothing is changed', () => {
    const answer = whatIf(segment, 'day-12', []);
    expect(answer.ok && answer.value.btC).toEqual(roasts[12]?.btC);
  });

  it('is warmer with more burner, only after the change, in a band that grows with the effect', () => {
    const change = { lever: 'burner', fromS: 240, value: 95 } as const;
    const answer = whatIf(segment, 'day-12', [change]);
    if (!answer.ok) throw new Error(answer.message);
    const { btC, lowC, highC, fidelity, origin } = answer.value;
    const added = btC.map((valueC, second) => valueC - (roasts[12]?.btC[second] ?? 0));
    expect(Math.max(...added.slice(0, 241).map(Math.abs))).toBe(0);
    expect(added.at(-1)).toBeGreaterThan(5);
    const width = (second: number) => (highC[second] ?? 0) - (lowC[second] ?? 0);
    expect(width(600)).toBeGreaterThan(width(250));
    expect([origin, fidelity.grade]).toEqual(['simulated', 'good']);
  });

  it('is withheld where too few pairs of roasts show that the twin knows its levers', () => {
    const few = { ...segment, roasts: segment.roasts.slice(0, 8) };
    expect(whatIf(few, 'day-7', [])).toMatchObject({ ok: false, code: 'twin.withheld' });
    expect(whatIf(segment, 'day-99', [])).toMatchObject({ code: 'twin.unknown-roast' });
  });
});
