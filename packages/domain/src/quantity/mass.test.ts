import { describe, expect, it } from 'vitest';
import { Grams, massFrom, massIn, weightLossPct } from '#quantity/mass.ts';

describe('a mass', () => {
  it('converts by the pound of 0.45359237 kg', () => {
    expect(massFrom('lb', 1)).toBeCloseTo(453.59237, 4);
    expect(massIn('oz', massFrom('lb', 1))).toBeCloseTo(16, 9);
    expect(massFrom('kg', 1.2)).toBeCloseTo(1200, 9);
  });

  it('cannot be negative', () => {
    expect(() => Grams(-1)).toThrow(/negative/);
  });
});

describe('weight loss', () => {
  it('is the part of the green that went', () => {
    expect(weightLossPct(Grams(100), Grams(87))).toBeCloseTo(13, 9);
  });

  it('cannot be told without both weights, or when the beans gained', () => {
    expect(weightLossPct(Grams(100), null)).toBeNull();
    expect(weightLossPct(Grams(0), Grams(0))).toBeNull();
    expect(weightLossPct(Grams(100), Grams(101))).toBeNull();
  });
});
