import { basename } from 'node:path';
import { markKinds } from '@artisan-ts/domain';
import { buildMarks, buildRoastRecord, roastFiles } from '@artisan-ts/testkit';
import { describe, expect, test } from 'vitest';
import { readRoast } from '#files/read-roast.ts';
import { inspectRoast, sampleTimesOf } from '#inspect/inspection.ts';
import { inspectionText } from '#inspect/inspection-text.ts';

const nothingLost = { format: 'alog', lost: [] };

test('marks count from charge, are null when unset, and a missing temperature is null', () => {
  const record = buildRoastRecord(1, { marks: buildMarks({ charge: 1, drop: 2 }) });
  const { marks, phases } = inspectRoast({ ...nothingLost, record });
  expect(marks.charge).toEqual({ timeS: 0, btC: 199.5, etC: 214 });
  expect(marks.drop).toEqual({ timeS: 1, btC: null, etC: 213 });
  expect(marks.dryEnd).toBeNull();
  expect(phases).toBeNull();
});

test('without charge, times count from the first sample', () => {
  const record = buildRoastRecord(1, { marks: buildMarks({ drop: 2 }) });
  expect(inspectRoast({ ...nothingLost, record }).marks.drop?.timeS).toBe(2);
});

test('people read the temperatures in the unit of the file, and what was not kept', () => {
  const record = buildRoastRecord(1, {
    title: 'Yirga',
    displayUnit: 'F',
    marks: buildMarks({ charge: 0 }),
  });
  const lost = [{ field: 'alarms', reason: 'not supported' }];
  const text = inspectionText(
    inspectRoast({ format: 'alog', record, lost }),
    sampleTimesOf(record),
  ).join('\n');
  expect(text).toContain('Yirga on Test drum');
  expect(text).toMatch(/Charge +0:00 +392\.0 +419\.0/);
  expect(text).toContain('alarms: not supported');
});

test('people read how often samples came, also where the file says otherwise', () => {
  const inspection = inspectRoast({
    ...nothingLost,
    record: buildRoastRecord(1, { intervalS: 3 }),
  });
  const said = (timeS: readonly number[]) => inspectionText(inspection, timeS)[1];
  expect(said([0, 3, 6])).toBe('3 samples, one every 3 s, °C');
  expect(said([0, 6, 12])).toBe('3 samples, one every 6 s (the file says one every 3 s), °C');
  expect([said([5]), said([])]).toEqual(['one sample, °C', 'no samples, °C']);
});

const files = roastFiles();
describe.runIf(files.length > 0)('real roasts', () => {
  test.each(files.map((path) => [basename(path), path]))(
    '%s has plausible facts',
    (_name, path) => {
      const file = readRoast(path);
      if (!file.ok) return expect(file.message).toMatch(/^cannot read "/);
      const inspection = inspectRoast(file.value);
      expect(Object.keys(inspection.marks)).toEqual(markKinds);
      expect(inspection.samples).toBeGreaterThan(0);
      // JSON has no NaN: what could not be computed would read as null where a number belongs.
      expect(JSON.parse(JSON.stringify(inspection))).toEqual(inspection);
      const { phases } = inspection;
      if (phases) expect(phases.dryS + phases.midS + phases.finishS).toBeCloseTo(phases.totalS, 6);
      expect(inspectionText(inspection, sampleTimesOf(file.value.record)).join('\n')).not.toMatch(
        /NaN|undefined/,
      );
    },
  );
});
