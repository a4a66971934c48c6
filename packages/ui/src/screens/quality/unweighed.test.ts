import type { RoastRowDto } from '@artisan-ts/contracts';
import { expect, it } from 'vitest';
import { unweighedRoasts } from '#screens/quality/unweighed.ts';
import { markDto, roastDto } from '#testing/roast-dto.ts';

const nowMs = 1_700_000_000_000;
const row = (change: Partial<RoastRowDto>): RoastRowDto => ({
  ...roastDto({ closeReason: 'coolEnd', startedWallMs: nowMs - 3_600_000 }),
  marks: [markDto('charge'), markDto('drop')],
  thumbnailBtC: [],
  ...change,
});

it('only batches of these hours that came out of the drum and were not weighed are asked for, oldest first', () => {
  const rows = [
    row({ title: 'Later' }),
    row({ title: 'Earlier' }),
    row({ title: 'Weighed', roastedG: 850 }),
    row({ title: 'Going on', closeReason: null }),
    row({ title: 'Imported', closeReason: 'imported' }),
    row({ title: 'Never dropped', marks: [markDto('charge')] }),
    row({ title: 'Yesterday', startedWallMs: nowMs - 30 * 3_600_000 }),
  ];
  expect(unweighedRoasts(rows, nowMs).map(({ title }) => title)).toEqual(['Earlier', 'Later']);
});
