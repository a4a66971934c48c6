import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bucket, fullBucket, levelOf, takeToken } from '#governor/bucket.ts';

const rule = { capacity: 3, refillPerHour: 60 };
const minute = 60_000;

describe('a token bucket', () => {
  it('gives what it holds, then one a minute', () => {
    let bucket = fullBucket(rule, 0);
    const given = [0, 0, 0, 0, minute, minute].map((atMs) => {
      const taken = takeToken(rule, bucket, atMs);
      if (taken.ok) bucket = taken.bucket;
      return taken.ok ? 'given' : taken.availableAtMs;
    });
    expect(given).toEqual(['given', 'given', 'given', minute, 'given', 2 * minute]);
  });

  it('never holds more than it can, however long it stands', () => {
    expect(levelOf(rule, { tokens: 1, atMs: 0 }, 1e12)).toBe(3);
  });

  it('gains nothing when time goes backwards', () => {
    const bucket = { tokens: 1, atMs: 10 * minute };
    expect(levelOf(rule, bucket, 0)).toBe(1);
    const taken = takeToken(rule, bucket, 0);
    expect(taken).toEqual({ ok: true, bucket: { tokens: 0, atMs: 10 * minute } });
  });

  it('says to look again in an hour when it never refills', () => {
    const never = { capacity: 1, refillPerHour: 0 };
    expect(takeToken(never, { tokens: 0, atMs: 0 }, 5)).toEqual({
      ok: false,
      availableAtMs: 3_600_005,
    });
  });

  it('never gives more than its capacity and what refilled, at whatever times it is asked', () => {
    const waits = fc.array(fc.integer({ min: -minute, max: 10 * minute }), { maxLength: 200 });
    fc.assert(
      fc.property(waits, (steps) => {
        let bucket: Bucket = fullBucket(rule, 0);
        let nowMs = 0;
        let latestMs = 0;
        let given = 0;
        for (const step of steps) {
          nowMs += step;
          latestMs = Math.max(latestMs, nowMs);
          const taken = takeToken(rule, bucket, nowMs);
          if (!taken.ok) continue;
          bucket = taken.bucket;
          given += 1;
        }
        expect(given).toBeLessThanOrEqual(rule.capacity + latestMs / minute + 1e-9);
      }),
    );
  });

  it('gives a token at the time it named', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.99, noNaN: true }), fc.nat(1e6), (tokens, atMs) => {
        const refused = takeToken(rule, { tokens, atMs }, atMs);
        if (refused.ok) throw new Error('there was none to give');
        expect(takeToken(rule, { tokens, atMs }, refused.availableAtMs).ok).toBe(true);
        expect(takeToken(rule, { tokens, atMs }, refused.availableAtMs - 2).ok).toBe(false);
      }),
    );
  });
});
