import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SequenceTracker } from '#ingest/sequence-tracker.ts';

const arriving = (tracker: SequenceTracker) => (seq: number) => tracker.arrive(seq, `${seq}`);

describe('SequenceTracker', () => {
  it('notices what was passed over, and takes it once when it comes late', () => {
    const tracker = new SequenceTracker();
    const arrive = arriving(tracker);
    expect(arrive(0)).toEqual({ kind: 'next', skipped: 0 });
    expect(arrive(3)).toEqual({ kind: 'next', skipped: 2 });
    expect(arrive(1)).toEqual({ kind: 'late' });
    expect(arrive(1)).toEqual({ kind: 'duplicate' });
    expect(arrive(3)).toEqual({ kind: 'duplicate' });
  });

  it('tells another message in the same place from a repetition', () => {
    const tracker = new SequenceTracker();
    tracker.arrive(7, 'a');
    expect(tracker.arrive(7, 'a')).toEqual({ kind: 'duplicate' });
    expect(tracker.arrive(7, 'b')).toEqual({ kind: 'equivocation' });
  });

  it('leaves numbers from before its time, and those it has forgotten, to the store', () => {
    const arrive = arriving(new SequenceTracker());
    expect(arrive(500)).toEqual({ kind: 'next', skipped: 0 });
    expect(arrive(499)).toEqual({ kind: 'late' });
    for (let seq = 501; seq < 2000; seq++) arrive(seq);
    expect(arrive(500)).toEqual({ kind: 'late' });
  });

  it('passes every number of a window exactly once, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 200 }), (numbers) => {
        const arrive = arriving(new SequenceTracker());
        const passed = numbers.filter((seq) => arrive(seq).kind !== 'duplicate');
        expect(new Set(passed).size).toBe(passed.length);
        expect(new Set(passed)).toEqual(new Set(numbers));
      }),
    );
  });
});
