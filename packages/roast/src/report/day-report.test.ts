import { Grams, type RoastHeader, WallMs } from '@artisan-ts/domain';
import { buildMarks, buildRoastHeader } from '@artisan-ts/testkit';
import { expect, it } from 'vitest';
import type { ReportBatch } from '#report/batches.ts';
import { coffeeReport } from '#report/coffee-report.ts';
import { dayReport } from '#report/day-report.ts';
import type { Report } from '#report/document.ts';
import { noNames, unsigned } from '#report/roast-report-input.ts';

function batch(number: number, crackS: number, parts: Partial<RoastHeader> = {}): ReportBatch {
  const roast = buildRoastHeader(number, {
    closeReason: 'coolEnd',
    beans: 'Guji',
    greenG: Grams(1000),
    roastedG: Grams(850),
    marks: buildMarks({ charge: 0, fcStart: crackS, drop: 640 }),
    ...parts,
  });
  const at = (timeS: number) => ({ timeS, btC: 200, etC: null });
  const marks = { charge: at(0), fcStart: at(crackS), drop: at(640) };
  const facts = { zeroS: 0, marks, phases: null, dtrPct: 16, weightLossPct: 15 };
  return { roast, facts, thumbnailBtC: [200, 90, 210], names: noNames };
}

const printing = { wallMs: WallMs(0), utcOffsetS: null, version: '1' };
const common = { trust: unsigned, unit: 'C', printing } as const;
const cells = ({ blocks }: Report) =>
  blocks.flatMap((block) => (block.kind === 'table' ? block.rows.flat() : []));
const text = ({ blocks }: Report) =>
  blocks.map((block) => ('text' in block ? block.text : '')).join('\n');

it('shows how far a batch is from the first of its coffee on that day', () => {
  const batches = [batch(1, 520), batch(2, 532), batch(3, 400, { beans: 'Kenya' })];
  const report = dayReport({ day: '2026-11-27', batches, ...common });
  expect(report.title).toBe('Roasts of 27 Nov 2026');
  expect(cells(report)).toContain('8:52 (+0:12)');
  expect(cells(report)).toContain('6:40');
});

it('says what is open: what is not weighed, not confirmed, still going on', () => {
  const { charge, ...others } = buildMarks({ charge: 0, fcStart: 500, drop: 600 });
  const suggested = {
    ...others,
    charge: { ...charge, state: 'suggested' },
  } as RoastHeader['marks'];
  const batches = [
    batch(1, 500, { roastedG: null }),
    batch(2, 500, { marks: suggested }),
    batch(3, 500, { closeReason: null }),
  ];
  const open = text(dayReport({ day: '2026-11-27', batches, ...common }));
  expect(open).toContain('Batch 1, Roast 1: not weighed.');
  expect(open).toContain('Batch 2, Roast 2: one mark not confirmed.');
  expect(open).toContain('still going on');
});

it('says of which batch the report did not come by itself, and why', () => {
  const batches = [batch(1, 500), batch(2, 510)];
  const of = (exceptions: ReadonlyMap<string, string>) =>
    text(dayReport({ day: '2026-11-27', batches, exceptions, ...common }));
  const words = 'its report waits for a person. The roast was too short to be judged.';
  const told = of(new Map([[batches[1]?.roast.id ?? '', words]]));
  expect(told).toContain(`Batch 2, Roast 2, ${words}`);
  expect(told).not.toContain('Batch 1, Roast 1, its');
  expect(of(new Map())).toContain('None: every report came by itself.');
  expect(text(dayReport({ day: '2026-11-27', batches, ...common }))).not.toContain('Exceptions');
});

it('says when nothing was roasted', () => {
  expect(text(dayReport({ day: '2026-11-27', batches: [], ...common }))).toContain(
    'Nothing was roasted',
  );
});

it('spreads the roasts of a coffee, the one that goes on left out', () => {
  const batches = [batch(1, 500), batch(2, 520), batch(3, 9999, { closeReason: null })];
  const report = coffeeReport({ coffee: 'Guji', facts: [], batches, ...common });
  const [spread] = report.blocks.filter((block) => block.kind === 'table');
  expect(spread?.rows[0]).toEqual(['Time to first crack', '2', '8:30', '14.1 s', '8:20', '8:40']);
});
