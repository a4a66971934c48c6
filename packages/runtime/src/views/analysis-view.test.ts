import { Grams } from '@artisan-ts/domain';
import { buildMarks, buildRoastRecord } from '@artisan-ts/testkit';
import { expect, it } from 'vitest';
import { analysisView } from '#views/analysis-view.ts';

it('reckons losses with what people measured here', () => {
  const record = buildRoastRecord(1, {
    marks: buildMarks({ charge: 0, drop: 2 }),
    greenG: Grams(1000),
    roastedG: Grams(850),
    quality: {
      values: { moistureGreenPct: 11, moistureRoastedPct: 2, defectsG: 10 },
      corrections: [],
      photos: [],
    },
  });
  const { losses, roastId, summary } = analysisView(
    record,
    { ror: 'ls30', alignAt: 'charge' },
    null,
  );
  expect(roastId).toBe(record.id);
  expect(losses).toMatchObject({ weightPct: 15, totalPct: 16, moisturePct: 9, organicPct: 6 });
  expect(summary.join(' ')).toContain('organic loss 6.0 %');
});
