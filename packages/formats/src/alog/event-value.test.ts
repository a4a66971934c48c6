import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEventValue, encodeEventValue } from '#alog/event-value.ts';

describe('event values', () => {
  it.each([
    [0, 0],
    [1, 1.1],
    [20, 3],
    [45, 5.5],
    [100, 11],
    [141, 15.1],
    [-20, -3],
  ])('stand for %i as %d', (shown, internal) => {
    expect(encodeEventValue(shown)).toBeCloseTo(internal, 12);
    expect(decodeEventValue(internal)).toBe(shown);
  });

  it('reads the zero of sliders and steps', () => {
    expect([1, 0.5, -1, 0].map(decodeEventValue)).toStrictEqual([0, 0, 0, 0]);
  });

  it('come back for every whole number', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5000, max: 5000 }), (shown) => {
        expect(decodeEventValue(encodeEventValue(shown))).toBe(shown);
      }),
    );
  });
});
