import { describe, expect, it } from 'vitest';
import type { ObservedRoast } from '#fit/observed-roast.ts';
import { knownConfiguration, roastsOf } from '#fit/roasts-under-test.ts';
import { learnMachine } from '#what-if/lesson.ts';
import { type WhatIfAnswer, type WhatIfChange, whatIf } from '#what-if/what-if.ts';

const seed = 11;
const roasts = roastsOf(knownConfiguration, 18, seed).map((roast) => ({
  ...roast,
  coffee: 'kenya',
}));
const lesson = learnMachine(roasts, () => undefined);
const roast = roasts[12] as ObservedRoast;
const more: WhatIfChange = { lever: 'burner', fromS: 240, value: 95 };

function answerTo(of: ObservedRoast, changes: readonly WhatIfChange[], isGoingOn = false) {
  const answer = whatIf(lesson, { roast: of, changes, isGoingOn });
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}

/** The first seconds of a roast, as if the rest were still to come. */
function until(whole: ObservedRoast, second: number): ObservedRoast {
  return { ...whole, name: 'goes on', btC: whole.btC.slice(0, second + 1) };
}

const widthC = ({ lowC, highC }: WhatIfAnswer, second: number): number =>
  (highC[second] ?? 0) - (lowC[second] ?? 0);

describe(`what if, of a finished roast of a known machine, seed ${seed}`, () => {
  it('is the roast itself when nothing is changed', () => {
    expect(answerTo(roast, []).btC).toEqual(roast.btC);
  });

  it('is warmer with more burner, only after the change, in a band that grows with the effect', () => {
    const answer = answerTo(roast, [more]);
    const addedC = answer.btC.map((valueC, second) => valueC - (roast.btC[second] ?? 0));
    expect(Math.max(...addedC.slice(0, 241).map(Math.abs))).toBe(0);
    expect(addedC.at(-1)).toBeGreaterThan(5);
    expect(widthC(answer, 600)).toBeGreaterThan(widthC(answer, 250));
    expect(answer.asItIsC).toEqual(roast.btC);
    expect([answer.origin, answer.fidelity.grade]).toEqual(['simulated', 'good']);
  });

  it('is withheld where too few pairs of roasts show that the twin knows a lever', () => {
    const ask = (change: WhatIfChange, of = lesson) =>
      whatIf(of, { roast, changes: [change], isGoingOn: false });
    // All roasts have one plan for the air: nobody could see what it does.
    expect(ask({ lever: 'air', fromS: 240, value: 95 })).toMatchObject({
      ok: false,
      code: 'twin.withheld',
      message: expect.stringContaining('of the air, only 0 pairs'),
    });
    const few = learnMachine(roasts.slice(0, 5), () => undefined);
    expect(ask(more, few)).toMatchObject({
      message: expect.stringContaining('a fit takes at least 6'),
    });
    expect(ask(more, [])).toMatchObject({ code: 'twin.withheld' });
  });

  it('is withheld of a roast in which nobody wrote the lever down', () => {
    const silent = { ...roast, burner: null };
    expect(whatIf(lesson, { roast: silent, changes: [more], isGoingOn: false })).toMatchObject({
      message: expect.stringContaining('nobody wrote down where the burner stood'),
    });
  });
});

describe('what if, of a roast that goes on', () => {
  const nowS = 300;
  const begun = until(roast, nowS);

  it('starts at the last reading and forecasts with the levers as they stand', () => {
    const answer = answerTo(begun, [], true);
    expect(answer.readS).toBe(nowS);
    expect(answer.btC.slice(0, nowS + 1)).toEqual(begun.btC);
    expect(Math.abs((answer.btC[nowS + 1] ?? 0) - (begun.btC[nowS] ?? 0))).toBeLessThan(1);
    expect(widthC(answer, nowS)).toBe(0);
    expect(widthC(answer, nowS + 200)).toBeGreaterThan(widthC(answer, nowS + 30));
  });

  it('comes near what was then read, in its band, when the levers were moved as asked', () => {
    // The plan goes on at 390 s and 510 s; everything the hands did after now is asked for.
    const { burner, air } = roast;
    const later = (lever: 'burner' | 'air', course: typeof burner): readonly WhatIfChange[] =>
      (course?.atS ?? []).flatMap((fromS, place) =>
        fromS > nowS ? [{ lever, fromS, value: course?.values[place] ?? 0 }] : [],
      );
    const cut = (course: typeof burner) =>
      course && {
        atS: course.atS.filter((atS) => atS <= nowS),
        values: course.values.slice(0, course.atS.filter((atS) => atS <= nowS).length),
      };
    const answer = answerTo({ ...begun, burner: cut(burner), air }, later('burner', burner), true);
    const offC = answer.btC.map((btC, second) => Math.abs(btC - (roast.btC[second] ?? btC)));
    expect(Math.max(...offC)).toBeLessThan(3);
    const outside = answer.timeS.filter(
      (second) => second > nowS && (offC[second] ?? 0) > widthC(answer, second) / 2 + 0.5,
    );
    expect(outside).toEqual([]);
  });

  it('shows later, more burner warmer than the levers as they stand', () => {
    const answer = answerTo(begun, [{ ...more, fromS: nowS + 30 }], true);
    const last = answer.timeS.length - 1;
    expect((answer.btC[last] ?? 0) - (answer.asItIsC[last] ?? 0)).toBeGreaterThan(2);
    expect(answer.btC[nowS + 30]).toBe(answer.asItIsC[nowS + 30]);
  });
});
