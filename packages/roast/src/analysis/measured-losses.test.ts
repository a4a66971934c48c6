import { Grams } from '@artisan-ts/domain';
import { buildRoastRecord } from '@artisan-ts/testkit';
import { expect, it } from 'vitest';
import { analyseRoast } from '#analysis/analyse-roast.ts';

const weights = { greenG: Grams(1000), roastedG: Grams(850) };

it('losses follow from what people measured, not from what the file of an import once said', () => {
  const values = { defectsG: 50, moistureGreenPct: 11, moistureRoastedPct: 2 };
  const quality = { values, corrections: [], photos: [] };
  const inputs = { measures: { defectsG: 10, moistureGreenPct: 12, volumeGreenL: 1.4 } };
  const { losses } = analyseRoast(buildRoastRecord(1, { ...weights, quality }), { inputs });
  expect(losses).toMatchObject({ weightPct: 15, totalPct: 20, moisturePct: 9, organicPct: 6 });
  expect(losses.densityGreenGPerL).toBeCloseTo(1000 / 1.4, 9);
});

it('a measurement that was taken back counts no longer, and without any the file goes on counting', () => {
  const inputs = { measures: { moistureGreenPct: 12, moistureRoastedPct: 2 } };
  const none = { values: {}, corrections: [], photos: [] };
  const record = buildRoastRecord(1, { ...weights, quality: none });
  expect(analyseRoast(record, { inputs }).losses.moisturePct).toBeNull();
  expect(analyseRoast(buildRoastRecord(1, weights), { inputs }).losses.moisturePct).toBe(10);
});
