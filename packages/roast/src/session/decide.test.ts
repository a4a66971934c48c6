import { markKinds, settableMarkKinds, usPerSecond } from '@artisan-ts/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideSession } from '#session/decide.ts';
import type { SessionInput } from '#session/state.ts';
import { batch, mark, play, restarted, sample, samples } from '../../test/session-book.ts';

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

  it('goes on after a restart as if it had not stopped', () => {
    const stream = batch(8, { coolS: 950 });
    const inputs = samples(stream);
    const whole = play(inputs);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: inputs.length }), (cut) => {
        const before = play(inputs.slice(0, cut));
        const resumed = restarted(before.book, inputs.slice(0, cut));
        const after = play(inputs.slice(cut), { state: resumed, book: before.book });
        expect(after.book).toEqual(whole.book);
      }),
      { numRuns: 40 },
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
