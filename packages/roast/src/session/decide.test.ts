import { markKinds, settableMarkKinds, usPerSecond } from '@artisan-ts/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideSession } from '#session/decide.ts';
import type { SessionEffect, SessionInput } from '#session/state.ts';
import {
  batch,
  mark,
  play,
  replayed,
  restarted,
  sample,
  samples,
} from '../../test/session-book.ts';

/** Stretches of believable and unbelievable data, and people pressing at random. */
const anyInputs = fc
  .array(
    fc.oneof(
      fc.record({
        type: fc.constant('samples' as const),
        count: fc.integer({ min: 1, max: 90 }),
        stepS: fc.double({ min: 0.1, max: 6, noNaN: true }),
        fromC: fc.double({ min: 20, max: 240, noNaN: true }),
        ratePerS: fc.double({ min: -3, max: 1, noNaN: true }),
      }),
      fc.record({
        type: fc.constant('silence' as const),
        lengthS: fc.integer({ min: 1, max: 9000 }),
      }),
      fc.record({ type: fc.constant('roast' as const), seed: fc.nat() }),
      fc.record({
        type: fc.constant('mark' as const),
        kind: fc.constantFrom(...markKinds),
        action: fc.constantFrom(
          'set' as const,
          'move' as const,
          'undo' as const,
          'confirm' as const,
        ),
        agoS: fc.integer({ min: -2, max: 60 }),
        source: fc.constantFrom('operator' as const, 'device' as const),
      }),
      fc.constant({ type: 'close' as const }),
    ),
    { maxLength: 25 },
  )
  .map((steps) => {
    const inputs: SessionInput[] = [];
    let nowS = 0;
    for (const step of steps) {
      if (step.type === 'close') inputs.push(step);
      else if (step.type === 'silence') nowS += step.lengthS;
      else if (step.type === 'mark') {
        inputs.push(mark(step.kind, step.action, Math.max(0, nowS - step.agoS), step.source));
      } else if (step.type === 'roast') {
        const stream = batch(step.seed, { coolS: 150 });
        inputs.push(...samples(stream, nowS + 1));
        nowS += 1 + (stream.timeS.at(-1) ?? 0);
      } else {
        for (let i = 0; i < step.count; i++) {
          nowS += step.stepS;
          inputs.push(sample(nowS, step.fromC + i * step.stepS * step.ratePerS));
        }
      }
    }
    return inputs;
  });

/** Two batches with stretches in which nothing was read, and people who press near what happens. */
const heldDays = fc
  .record({
    seed: fc.nat(),
    holes: fc.array(fc.tuple(fc.integer({ min: 0, max: 2100 }), fc.integer({ min: 5, max: 200 })), {
      maxLength: 4,
    }),
    presses: fc.array(
      fc.record({
        kind: fc.constantFrom('charge' as const, 'fcStart' as const, 'drop' as const),
        offS: fc.integer({ min: -40, max: 40 }),
        batchNo: fc.constantFrom(0, 1),
      }),
      { maxLength: 4 },
    ),
    coastS: fc.integer({ min: 0, max: 90 }),
  })
  .map(({ seed, holes, presses, coastS }) => {
    const inputs: SessionInput[] = [];
    const pressed: { readonly atS: number; readonly input: SessionInput }[] = [];
    for (const batchNo of [0, 1]) {
      const stream = batch(seed + batchNo, { coolS: 300 });
      const fromS = 1100 * batchNo;
      const happensS = { charge: stream.chargeS, fcStart: stream.dropS - 90, drop: stream.dropS };
      for (const { kind, offS, batchNo: no } of presses) {
        const atS = fromS + happensS[kind] + offS;
        if (no === batchNo) pressed.push({ atS, input: mark(kind, 'set', atS) });
      }
      for (const [index, timeS] of stream.timeS.entries()) {
        const sinceS = timeS - (stream.dropS - coastS);
        const coastC = sinceS > 0 && timeS < stream.dropS ? 0.2 * sinceS : 0;
        const atS = fromS + timeS;
        const isLost = holes.some(([holeS, lengthS]) => atS > holeS && atS < holeS + lengthS);
        const btC = stream.btC[index] ?? null;
        if (!isLost) inputs.push(sample(atS, btC === null ? null : btC - coastC));
        for (const press of pressed) {
          if (press.atS <= atS && !inputs.includes(press.input)) inputs.push(press.input);
        }
      }
    }
    return inputs;
  });

describe('session: whatever happens', () => {
  it('keeps at most one roast open, alternates open and close, and never overrules a person', () => {
    // The book checks every effect as it is written.
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const { book } = play(inputs);
        const all = [...book.finished, ...(book.open === null ? [] : [book.open])];
        all.forEach((roast, i) => {
          const chargeUs = roast.marks['charge']?.atUs ?? roast.startUs;
          for (const { atUs } of Object.values(roast.marks)) {
            expect(atUs).toBeGreaterThanOrEqual(chargeUs);
          }
          if (roast.endUs === null) return;
          expect(roast.endUs).toBeGreaterThanOrEqual(roast.startUs);
          const next = all[i + 1];
          if (next !== undefined) expect(next.startUs).toBeGreaterThanOrEqual(roast.endUs);
        });
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });

  it('answers every press with an effect, unless a device repeats itself', () => {
    fc.assert(
      fc.property(anyInputs, fc.constantFrom(...settableMarkKinds), (inputs, kind) => {
        const { state } = play(inputs);
        const nowS = (state.newestUs ?? 0) / usPerSecond;
        expect(decideSession(state, mark(kind, 'set', nowS)).effects.length).toBeGreaterThan(0);
      }),
      { numRuns: 50 },
    );
  });

  it('goes on after a restart as if it had not stopped, whatever was lost and pressed before', () => {
    fc.assert(
      fc.property(heldDays, fc.double({ min: 0, max: 1, noNaN: true }), (inputs, share) => {
        const whole = play(inputs);
        const cut = Math.floor(inputs.length * share);
        const before = play(inputs.slice(0, cut));
        const readings = inputs.slice(0, cut).filter(({ type }) => type === 'sample');
        const resumed = replayed(before.book, readings);
        expect(resumed.news).toEqual([]);
        const after = play(inputs.slice(cut), { state: resumed.state, book: before.book });
        expect(after.book).toEqual(whole.book);
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });

  it('does nothing in a restart that it did not do live, whatever was pressed and whatever came', () => {
    fc.assert(
      fc.property(anyInputs, fc.double({ min: 0, max: 1, noNaN: true }), (inputs, share) => {
        const past = inputs.slice(0, Math.floor(inputs.length * share));
        const { book, effects } = play(past);
        const readings = past.filter(({ type }) => type === 'sample');
        // What was read between the end of a roast and the undoing of that end is seen in a restart alone; it may lie lowest.
        const isReopened = effects.some(({ type }) => type === 'reopen');
        const isFree = (effect: SessionEffect): boolean =>
          isReopened && effect.type === 'mark' && effect.kind === 'turningPoint';
        expect(replayed(book, readings).news.filter((effect) => !isFree(effect))).toEqual([]);
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });

  it('remembers after a restart what a person undid', () => {
    const stream = batch(9);
    const inputs = samples(stream);
    const undone = play([mark('charge', 'undo', 175)], play(inputs.slice(0, 172)));
    expect(undone.book.open?.undone['charge']).toBeDefined();
    const resumed = restarted(undone.book, inputs.slice(0, 172));
    const { effects } = play(inputs.slice(172, 400), { state: resumed, book: undone.book });
    expect(effects).toEqual([]);
  });
});
