import { describe, expect, it } from 'vitest';
import {
  batchMassText,
  bulkText,
  measureText,
  measureTyped,
  measureUnit,
} from '#display/measure-text.ts';

const metric = { unit: 'C', weight: 'metric' } as const;
const american = { unit: 'F', weight: 'pounds' } as const;

describe('a measure', () => {
  it('is shown and typed in the units a person reads, and stored in ours', () => {
    expect(measureText('greenG', 1000, metric)).toBe('1000');
    expect(measureText('greenG', 1000, american)).toBe('2.205');
    expect(measureUnit('greenG', american)).toBe('lb');
    expect(measureTyped('greenG', '2,5', american)).toBeCloseTo(1133.98, 2);
    expect(measureText('ambientC', 20, american)).toBe('68');
    expect(measureTyped('ambientC', '68', american)).toBeCloseTo(20, 9);
    expect(measureTyped('waterActivity', '', metric)).toBeNull();
  });

  it('says what is wrong with what was typed, in the same units', () => {
    expect(measureTyped('moistureGreenPct', 'x', metric)).toBe('A number from 0 to 100 %');
    expect(measureTyped('ambientC', '400', american)).toBe('A number from -76 to 176 \u00b0F');
    expect(measureTyped('quakers', '2.5', metric)).toBe('A whole number from 0 to 100000 beans');
    expect(measureTyped('greenG', '-5', metric)).toMatch(/^A number from 0.01/);
  });
});

it('what is left of a lot can be less than nothing', () => {
  expect(bulkText(-1500, metric)).toBe('\u22121.5 kg');
  expect(bulkText(60_000, american)).toBe('132.3 lb');
});

it('says the mass of a batch as a person weighs it', () => {
  const units = ['metric', 'pounds'] as const;
  expect(units.map((weight) => batchMassText(1000, { weight }))).toEqual(['1.00 kg', '2.20 lb']);
  expect(batchMassText(250, { weight: 'metric' })).toBe('250 g');
});
