import { describe, expect, it } from 'vitest';
import { g1 } from '#machines/g1.ts';
import { lossPct } from '#physics/heat.ts';
import { risesThroughS, type TracedStep, traceBatch } from '#physics/trace-batch.ts';

/** BT at 60, 120, ... 600 s. Source: roast-science 4. */
const publishedBtC = [93.1, 91.2, 110.6, 132.0, 150.8, 166.2, 178.4, 188.5, 197.1, 204.7];
const toleranceC = 0.5;
const toleranceS = 5;

const trace = traceBatch(g1, 660);
const at = (timeS: number): TracedStep => trace[timeS * 4 - 1] as TracedStep;
const second = (btC: number): number => risesThroughS(trace, btC) ?? Number.NaN;

/** Causal least squares over the last 30 s of whole seconds, kelvin per minute. */
function rorAt(timeS: number): number {
  const times = Array.from({ length: 31 }, (_, back) => timeS - 30 + back);
  const meanS = timeS - 15;
  const slope = (part: (t: number) => number): number => times.reduce((sum, t) => sum + part(t), 0);
  const rise = slope((t) => (t - meanS) * at(t).after.btC);
  return (60 * rise) / slope((t) => (t - meanS) ** 2);
}

describe('the golden machine G1', () => {
  it.each(publishedBtC.map((btC, i) => [60 * (i + 1), btC] as const))(
    'reads the published BT at %i s: %f C',
    (timeS, btC) => {
      expect(Math.abs(at(timeS).after.btC - btC)).toBeLessThan(toleranceC);
    },
  );

  it('turns at 1:28 and 86.9 C', () => {
    const lowest = trace.slice(0, 240 * 4).reduce((a, b) => (b.after.btC < a.after.btC ? b : a));
    expect(Math.abs(lowest.timeS - 88)).toBeLessThan(toleranceS);
    expect(Math.abs(lowest.after.btC - 86.9)).toBeLessThan(toleranceC);
  });

  it.each([
    ['dry end', 150, 298],
    ['first crack', 196, 532],
    ['drop', 210, 645],
  ])('reaches %s, %i C, at %i s', (_name, btC, timeS) => {
    expect(Math.abs(second(btC) - timeS)).toBeLessThan(toleranceS);
  });

  it('rises fastest at 3:28, by 21.8 C/min', () => {
    const times = Array.from({ length: 560 }, (_, i) => 60 + i);
    const fastest = times.reduce((a, b) => (rorAt(b) > rorAt(a) ? b : a));
    expect(Math.abs(fastest - 208)).toBeLessThan(toleranceS);
    expect(rorAt(fastest)).toBeCloseTo(21.8, 1);
  });

  it('rises by 8.4 C/min at first crack and 7.1 C/min at drop', () => {
    expect(Math.abs(rorAt(Math.round(second(196))) - 8.4)).toBeLessThan(0.2);
    expect(Math.abs(rorAt(Math.round(second(210))) - 7.1)).toBeLessThan(0.2);
  });

  it('shows an ET of 158 C at the least after charge and 227 C at drop', () => {
    const leastC = Math.min(...trace.map(({ after }) => after.etC));
    expect(Math.abs(leastC - 158)).toBeLessThan(toleranceC);
    expect(Math.abs(at(Math.round(second(210))).after.etC - 227)).toBeLessThan(1.5);
  });

  it('has lost 8.4 % of its weight as water and 14.5 % in all at drop', () => {
    const loss = lossPct(g1.charge, at(Math.round(second(210))).after);
    expect(Math.abs(loss.water - 8.4)).toBeLessThan(0.1);
    expect(Math.abs(loss.total - 14.5)).toBeLessThan(0.3);
  });

  it.each([
    [150, 28],
    [196, 132],
    [210, 180],
  ])('has released, at a BT of %i C, %i of 232 kJ/kg of reaction heat', (btC, kJPerKg) => {
    const released = at(Math.round(second(btC))).after.reactionJPerKg / 1000;
    expect(Math.abs(released - kJPerKg)).toBeLessThan(1.5);
  });
});
