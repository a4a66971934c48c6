import type { WhatIfDto } from '@artisan-ts/contracts';
import { describe, expect, it } from 'vitest';
import { bandText, effectText, fidelityText } from '#display/fidelity-text.ts';

const spread = { n: 29, medianC: 1, p90C: 1.5 };
const fidelity = { grade: 'good', fittedTo: 15, threeFactors: spread, openLoop: spread } as const;

describe('how well a twin knows a machine', () => {
  it('is said in numbers of roasts and in the unit of the reader', () => {
    expect(fidelityText(fidelity, 'C')).toBe(
      'The twin knows this machine well: learnt from 15 roasts, it was wrong by 1.0 \u00b0C in half of 29 others and by less than 1.5 \u00b0C in nine of ten.',
    );
    // A difference: no 32 is added.
    expect(fidelityText(fidelity, 'F')).toContain('wrong by 1.8 \u00b0F in half');
  });

  it('is said to be unknown where nothing was measured', () => {
    const nothing = { grade: 'illustrative', fittedTo: null, threeFactors: null, openLoop: null };
    expect(fidelityText(nothing as typeof fidelity & typeof nothing, 'C')).toContain(
      'never measured',
    );
  });
});

describe('what a band is worth', () => {
  it('is the share of what was then read, and nothing where nobody could measure it', () => {
    const band = { promised: 0.9, covered: 0.897, forecasts: 588, roasts: 26 };
    expect(bandText(band)).toBe(
      'In 26 roasts it had not seen, 90 % of what was then read lay in such a band.',
    );
    expect(bandText({ ...band, covered: null })).toBe('');
  });
});

describe('what a change comes to', () => {
  it('is said where the prediction ends, with its band and what it is instead of', () => {
    const answer = {
      timeS: [0, 590],
      btC: [200, 212],
      lowC: [200, 210],
      highC: [200, 214],
      asItIsC: [200, 205],
    } as unknown as WhatIfDto;
    expect(effectText(answer, 'C')).toBe(
      'At 9:50: 212.0 \u00b0C, between 210.0 and 214.0, instead of 205.0.',
    );
  });
});
