import { batchMeasures } from '@artisan-ts/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  measureBesideText,
  measureDifferenceText,
  measureDoubt,
  measureOf,
  measureText,
  measureWidthText,
} from '#comparison/measures.ts';
import type { RoastFacts } from '#facts/roast-facts.ts';

const numberIn = (text: string) => Number(text.replace('\u2212', '-').replace(/[^\d.+-]/g, ''));

it('shows a temperature with the offset of Fahrenheit, and differences and widths without it', () => {
  fc.assert(
    fc.property(fc.integer({ min: -3000, max: 3000 }), (tenths) => {
      const value = tenths / 10;
      expect(numberIn(measureText('dropC', value, 'F'))).toBeCloseTo(value * 1.8 + 32, 0);
      expect(numberIn(measureDifferenceText('dropC', value, 'F'))).toBeCloseTo(value * 1.8, 0);
      expect(numberIn(measureWidthText('dropC', Math.abs(value), 'F'))).toBeCloseTo(
        Math.abs(value) * 1.8,
        0,
      );
    }),
  );
  expect(measureDifferenceText('dropC', -1, 'F')).toBe('\u22121.8 \u00b0F');
});

it('says of every measure when it is not known, and never a zero', () => {
  for (const measure of batchMeasures) {
    expect(measureText(measure, null, 'C')).toBe('\u2013');
    expect(measureDifferenceText(measure, null, 'C')).toBe('\u2013');
    expect(measureWidthText(measure, null, 'C')).toBe('\u2013');
  }
});

it('writes times and shares the same in both units', () => {
  for (const unit of ['C', 'F'] as const) {
    expect(measureText('timeToCrackS', 532, unit)).toBe('8:52');
    expect(measureDifferenceText('dropTimeS', -12.4, unit)).toBe('\u22120:12');
    expect(measureDifferenceText('dropTimeS', 65, unit)).toBe('+1:05');
    expect(measureDifferenceText('dtrPct', 1.26, unit)).toBe('+1.3 %');
    expect(measureWidthText('weightLossPct', 0.42, unit)).toBe('0.4 %');
  }
});

it('holds a roast that stood open for most of an hour against none, and says why', () => {
  const [usualS, openS] = [610, 3302];
  expect(measureBesideText('dropTimeS', openS, usualS, 'C')).toBe('over 25:00');
  expect(measureBesideText('dropTimeS', usualS, openS, 'C')).toBe('reference over 25:00');
  expect(measureDoubt('dropTimeS', 40)).toBe('under 2:00');
  expect(measureBesideText('dropTimeS', usualS, 622, 'C')).toBe('\u22120:12');
  expect(measureBesideText('dropC', 210, null, 'C')).toBe('not in the reference');
  expect(measureBesideText('dropC', null, 210, 'C')).toBe('');
});

it('takes a drop that was marked before the charge for no drop of this roast', () => {
  const at = (timeS: number) => ({ timeS, btC: 200, etC: null });
  const facts: RoastFacts = {
    zeroS: 2800,
    marks: { charge: at(0), fcStart: at(-2800), drop: at(-2692) },
    phases: null,
    dtrPct: null,
    weightLossPct: null,
  };
  expect(measureOf(facts, 'dropTimeS')).toBeNull();
  expect(measureOf(facts, 'timeToCrackS')).toBeNull();
});
