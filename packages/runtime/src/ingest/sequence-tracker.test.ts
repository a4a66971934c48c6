import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SequenceTracker } from '#ingest/sequence-tracker.ts';

describe('SequenceTracker', () => {
  it('notices what was passed over, and takes it once when it comes late', () => {
    const tracker = new SequenceTracker();
    expect(tracker.arrive(0)).toEqual({ kind: 'next', skipped: 0 });
    expect(tracker.arrive(3)).toEqual({ kind: 'next', skipped: 2 });
    expect(tracker.arrive(1)).toEqual({ kind: 'late' });
    expect(tracker.arrive(1)).toEqual({ kind: 'duplicate' });
    expect(tracker.arrive(3)).toEqual({ kind: 'duplicate' });
  });

  it('leaves numbers from before its time to the store', () => {
    const tracker = new SequenceTracker();
    expect(tracker.arrive(500)).toEqual({ kind: 'next', skipped: 0 });
    expect(tracker.arrive(499)).toEqual({ kind: 'late' });
  });

  it('passes every number at or above the first one exactly once, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 200 }), (numbers) => {
        const tracker = new SequenceTracker();
        const first = numbers[0] ?? 0;
        const passed = numbers.filter(
          (seq) => tracker.arrive(seq).kind !== 'duplicate' && seq >= first,
        );
        expect(new Set(passed).size).toBe(passed.length);
        expect(new Set(passed)).toEqual(new Set(numbers.filter((seq) => seq >= first)));
      }),
    );
  });
});
