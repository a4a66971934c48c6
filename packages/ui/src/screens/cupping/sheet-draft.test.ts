import type { SheetDto } from '@artisan-ts/contracts';
import { expect, it } from 'vitest';
import { draftOf, joinedChange } from '#screens/cupping/sheet-draft.ts';

const sheet: SheetDto = {
  itemId: `sample_${'1'.repeat(32)}`,
  code: '274',
  cups: [],
  scores: { flavor: 8, body: 7 },
  intensities: {},
  findings: { taint: [1] },
  descriptors: {},
  notes: 'plum',
  pick: null,
  total: null,
};

it('changes that wait are joined, the later one last, and nothing else of the sheet is touched', () => {
  const change = joinedChange(
    { scores: { flavor: 8.25, acidity: 7 }, findings: { fault: [0] } },
    { scores: { flavor: 8.5 }, notes: 'plum, tea' },
  );
  expect(change).toEqual({
    scores: { flavor: 8.5, acidity: 7 },
    findings: { fault: [0] },
    notes: 'plum, tea',
  });
  expect(draftOf(sheet, change)).toEqual({
    ...sheet,
    scores: { flavor: 8.5, acidity: 7, body: 7 },
    findings: { taint: [1], fault: [0] },
    notes: 'plum, tea',
  });
});

it('a score that is taken back is gone from the sheet', () => {
  expect(draftOf(sheet, { scores: { flavor: null } }).scores).toEqual({ body: 7 });
  expect(draftOf(sheet, undefined)).toBe(sheet);
});
