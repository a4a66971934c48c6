import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectationOf, warmth } from '#milestones/expectation.ts';
import { decideSession } from '#session/decide.ts';
import { defaultSessionRules } from '#session/rules.ts';
import { initialSession, type SessionInput } from '#session/state.ts';
import { batch, emptyBook, mark, play, sample, samples, us } from '../../test/session-book.ts';

/** Places of the last roasts: BT about 185 C at about 480 s. */
const places = [184, 185, 186, 185.5, 184.5].map((btC, i) => ({ btC, timeS: 480 + 5 * i }));
const yellow = [148, 152, 150].map((btC) => ({ btC, timeS: 280 }));
const expects = {
  dryEnd: expectationOf('dryEnd', yellow),
  fcStart: expectationOf('fcStart', places),
};
const known = { ...defaultSessionRules, expects };
const from = { state: initialSession(known), book: emptyBook };

/** Charged at 200 C, turned at 90 C after 80 s, then a rate of rise that falls from 20 C/min. */
function roastTo(endS: number): SessionInput[] {
  const inputs: SessionInput[] = [sample(0, 200), mark('charge', 'set', 0)];
  let btC = 200;
  for (let t = 1; t <= endS; t++) {
    btC += t <= 80 ? -110 / 80 : (20 * Math.exp(-(t - 80) / 420)) / 60;
    inputs.push(sample(t, btC));
  }
  return inputs;
}

const suggestions = (inputs: readonly SessionInput[], state = from) =>
  play(inputs, state).effects.flatMap((effect) =>
    effect.type === 'mark' && effect.action === 'suggest' && effect.kind !== 'turningPoint'
      ? [effect]
      : [],
  );

describe('where a moment is expected', () => {
  it('is the middle of the last five roasts, and steadier people make it surer', () => {
    const steady = expectationOf('fcStart', places);
    const loose = expectationOf(
      'fcStart',
      places.map((place, i) => ({ ...place, btC: place.btC + (i % 2 ? 6 : -6) })),
    );
    expect(steady).toMatchObject({ roasts: 5, btC: 185 });
    expect(steady?.spreadC).toBeLessThan(loose?.spreadC ?? 0);
    const older = Array.from({ length: 9 }, () => ({ btC: 160, timeS: 480 }));
    expect(expectationOf('fcStart', [...older, ...places])).toEqual(steady);
  });

  it('is nowhere until two roasts told', () => {
    expect(expectationOf('fcStart', places.slice(0, 1))).toBeNull();
    expect(expectationOf('dryEnd', [])).toBeNull();
    expect(suggestions(roastTo(620), play([]))).toEqual([]);
  });

  it('is reached at a lower reading by beans that were roasted slowly', () => {
    expect(warmth('fcStart', { btC: 185, timeS: 600 })).toBeGreaterThan(
      warmth('fcStart', { btC: 185, timeS: 480 }),
    );
  });
});

describe('dry end and first crack', () => {
  it('are suggested where they are expected, once, with a reason and how sure it is', () => {
    const [dryEnd, fcStart, ...others] = suggestions(roastTo(620));
    expect(others).toEqual([]);
    expect(dryEnd).toMatchObject({ kind: 'dryEnd', source: 'detected' });
    expect(dryEnd?.reason).toMatch(
      /^BT reached 1[45]\d\.\d C, rising \d+\.\d C\/min; dry end was marked at about 150 C/,
    );
    expect(fcStart?.reason).toMatch(
      /first crack was marked at about 185 C in the last 5 roasts here$/,
    );
    expect(fcStart?.confidence).toBeGreaterThan(dryEnd?.confidence ?? 1);
    expect(fcStart?.confidence).toBeLessThanOrEqual(1);
  });

  it('are not suggested where a person marked them, or took them back', () => {
    const inputs = roastTo(620);
    const pressed = [...inputs.slice(0, 250), mark('dryEnd', 'set', 249), ...inputs.slice(250)];
    expect(suggestions(pressed).map(({ kind }) => kind)).toEqual(['fcStart']);
    const toDryEnd = play(inputs.slice(0, 400), from);
    const undone = play([mark('dryEnd', 'undo', 399)], toDryEnd);
    expect(suggestions(inputs.slice(400), undone).map(({ kind }) => kind)).toEqual(['fcStart']);
  });

  it('are not suggested while BT stands still, and never before the turning point', () => {
    const standing = [
      ...roastTo(240),
      ...Array.from({ length: 900 }, (_, i) => sample(241 + i, 148)),
    ];
    expect(suggestions(standing)).toEqual([]);
  });

  it('move to where a person presses, who hears the crack, and stand when confirmed', () => {
    const played = play(roastTo(560), from);
    const suggestedUs = played.state.open?.marks.fcStart?.atUs;
    expect(suggestedUs).toBeDefined();
    const pressed = play([mark('fcStart', 'set', 555)], played);
    expect(pressed.state.open?.marks.fcStart).toMatchObject({ atUs: us(555), state: 'confirmed' });
    const confirmed = play([mark('fcStart', 'confirm', 555)], played);
    expect(confirmed.state.open?.marks.fcStart).toMatchObject({
      atUs: suggestedUs,
      state: 'confirmed',
    });
  });

  it('need nothing but the past: a roast that is cut off anywhere has the same suggestions so far', () => {
    const whole = suggestions(roastTo(620));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 620 }), (endS) => {
        const soFar = whole.filter(({ atUs }) => (atUs ?? 0) <= us(endS));
        expect(suggestions(roastTo(endS))).toEqual(soFar);
      }),
      { numRuns: 30 },
    );
  });

  it('do not stop the drop from being found, nor the roast from being closed', () => {
    const stream = batch(3, { coolS: 1000 });
    const { book } = play(samples(stream), from);
    expect(book.finished.map(({ reason }) => reason)).toEqual(['afterDrop']);
    expect(Object.keys(book.finished[0]?.marks ?? {})).toContain('drop');
  });
});

describe('what a sensor believes', () => {
  const hint = (timeS: number): SessionInput => ({
    type: 'hint',
    kind: 'fcStart',
    atUs: us(timeS),
    confidence: 0.9,
    reason: 'microphone: 5 cracks in 10 s',
  });

  it('is suggested with the sensor as its source, and stands before what BT suggested', () => {
    const played = play(roastTo(600), from);
    const { state, effects } = decideSession(played.state, hint(590));
    expect(effects).toMatchObject([{ kind: 'fcStart', source: 'device', confidence: 0.9 }]);
    expect(state.open?.marks.fcStart).toEqual({
      atUs: us(590),
      state: 'suggested',
      source: 'device',
    });
    expect(decideSession(state, hint(595)).effects).toEqual([]);
  });

  it('never stands before what a person said', () => {
    const pressed = play([mark('fcStart', 'set', 555)], play(roastTo(560), from));
    expect(decideSession(pressed.state, hint(558)).effects).toEqual([]);
    const undone = play([mark('fcStart', 'undo', 558)], pressed);
    expect(decideSession(undone.state, hint(560)).effects).toEqual([]);
  });

  it('is refused where no beans are roasted', () => {
    expect(decideSession(initialSession(known), hint(10)).effects).toMatchObject([
      { type: 'refuse', code: 'mark.no-roast' },
    ]);
  });
});
