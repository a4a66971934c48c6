import { describe, expect, it } from 'vitest';
import { readParts } from '#alog/alog-under-test.ts';
import type { PyValue } from '#python/value.ts';

/** Events as rows of sample, type, value, text. */
function events(
  rows: readonly (readonly [bigint, bigint, number, string])[],
): Record<string, PyValue> {
  return {
    specialevents: rows.map((row) => row[0]),
    specialeventstype: rows.map((row) => row[1]),
    specialeventsvalue: rows.map((row) => row[2]),
    specialeventsStrings: rows.map((row) => row[3]),
  };
}

describe('events', () => {
  it('become changes of the levers they name, in whole display values', () => {
    const { record } = readParts(
      events([
        [2n, 3n, 5.5, 'Q45'],
        [1n, 0n, 15.1, ''],
        [4n, 3n, 1, ''],
      ]),
    );
    expect(
      record.levers.map(({ id, label, unit, mode, max }) => [id, label, unit, mode, max]),
    ).toStrictEqual([
      ['air', 'Air', '%', 'logged', 141],
      ['burner', 'Burner', '%', 'logged', 100],
    ]);
    expect(record.leverChanges).toStrictEqual([
      { lever: 'air', timeS: 2, value: 141, state: 'logged' },
      { lever: 'burner', timeS: 4, value: 45, state: 'logged' },
      { lever: 'burner', timeS: 8, value: 0, state: 'logged' },
    ]);
    expect(record.notes).toStrictEqual([]);
  });

  it('without a type become notes, and so does what a person wrote beside a value', () => {
    const { record } = readParts(
      events([
        [3n, 4n, 0, String.raw`caf\xe9`],
        [4n, 4n, 0, ''],
        [5n, 3n, 3, '1.2kPa'],
        [6n, 3n, 3, 'A3 (S1)'],
      ]),
    );
    expect(record.notes.map((note) => [note.timeS, note.text])).toStrictEqual([
      [6, 'café'],
      [8, 'Event'],
      [10, '1.2kPa'],
    ]);
    expect(record.leverChanges).toHaveLength(2);
  });

  it('find their levers by the names of the file', () => {
    const used = events([0n, 1n, 2n, 3n].map((type) => [1n, type, 3, ''] as const));
    const idsOf = (parts: Record<string, PyValue>): string[] =>
      readParts({ ...used, ...parts }).record.levers.map((lever) => lever.id);
    expect(idsOf({ etypes: ['Fan', 'Power', 'Damper', 'Burner', '--'] })).toStrictEqual([
      'air',
      'power',
      'damper',
      'burner',
    ]);
    expect(idsOf({ etypes: ['Gas', 'Burner', 'Gas', String.raw`\u9032`, '--'] })).toStrictEqual([
      'gas',
      'burner',
      'lever3',
      'lever4',
    ]);
    const translated = [String.raw`\u9032\u98a8\u91cf`, 'x', 'y', 'z', '--'];
    const yes = [true, true, true, true, true];
    expect(idsOf({ etypes: translated, default_etypes: yes })).toStrictEqual([
      'air',
      'drumSpeed',
      'damper',
      'burner',
    ]);
    expect(
      readParts({
        ...used,
        etypes: translated,
        default_etypes: yes,
        default_etypes_set: [1n, 1n, 1n, 1n, 1n],
      }).record.levers.map((lever) => lever.label),
    ).toStrictEqual(['Fan', 'Drum', 'Cooling', 'Heater']);
  });

  it('are repaired, and what was repaired is listed', () => {
    const { record, lost } = readParts({
      specialevents: [99n, null, 1n, 2n],
      specialeventstype: [3n, 3n, 17n],
      specialeventsvalue: [3],
      specialeventsStrings: ['', '', 'note', 'more', 'extra'],
    });
    expect(record.leverChanges).toStrictEqual([
      { lever: 'burner', timeS: 14, value: 20, state: 'logged' },
    ]);
    expect(record.notes.map((note) => note.text)).toStrictEqual(['note', 'more']);
    expect(lost.map((one) => one.field).sort()).toStrictEqual([
      'specialevents',
      'specialevents',
      'specialeventsStrings',
      'specialeventstype',
      'specialeventstype',
      'specialeventsvalue',
    ]);
  });
});
