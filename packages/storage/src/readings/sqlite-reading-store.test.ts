import type { DatabaseSync } from 'node:sqlite';
import {
  type ArtisanError,
  MonoUs,
  makeId,
  missingReasons,
  type Reading,
} from '@artisan-ts/domain';
import { buildReading, builtSourceId } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelsPerStreamMax, readingsFile } from '#readings/readings-file.ts';
import { SqliteReadingStore } from '#readings/sqlite-reading-store.ts';
import { openDatabase } from '#sqlite/open-database.ts';
import { pragmaNumber } from '#sqlite/pragma.ts';
import { translateFault } from '#sqlite/translate-fault.ts';
import { makeTempFolder, type TempFolder } from '#testing/temp-folder.ts';

const otherSource = makeId('source', 'b'.repeat(32));
const everything = { sourceIds: [builtSourceId, otherSource], limit: 10_000 };

describe('readings in SQLite', () => {
  let temp: TempFolder;
  let db: DatabaseSync;
  let store: SqliteReadingStore;
  beforeEach(() => {
    temp = makeTempFolder();
    db = openDatabase(temp.make('data'), readingsFile, 'write');
    store = new SqliteReadingStore(db);
  });
  afterEach(() => {
    db.close();
    temp.remove();
  });

  const faultOf = (work: () => unknown): ArtisanError => {
    try {
      work();
    } catch (error) {
      return translateFault(error, 'append');
    }
    throw new Error('nothing was refused');
  };
  const bare = (from: { sourceIds: Reading['sourceId'][]; limit: number } = everything) =>
    store.range(from).map(({ cursor: _, ...reading }) => reading);

  it('gives back any reading as it was, but for the sign of zero, which SQLite does not keep', () => {
    db.exec('PRAGMA synchronous = OFF');
    const value = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => each + 0),
      fc.constantFrom(...missingReasons),
    );
    const integer = fc.maxSafeNat();
    let seq = 0;
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: channelsPerStreamMax }),
        integer,
        integer,
        (given, monoUs, wallMs) => {
          const reading = buildReading(seq++, {
            monoUs: monoUs as Reading['monoUs'],
            wallMs: wallMs as Reading['wallMs'],
            values: given.map((each) => (typeof each === 'number' ? each : null)),
            missing: given.map((each) => (typeof each === 'number' ? null : each)),
          });
          store.append([reading]);
          const { cursor: _, ...found } = store.newest(builtSourceId) ?? { cursor: 0 };
          expect(found).toStrictEqual(reading);
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    ['a value that is not finite', { values: [Number.NaN, 1], missing: [null, null] }],
    ['neither value nor reason', { values: [null, 1], missing: [null, null] }],
    ['both value and reason', { values: [2, 1], missing: ['no-reply', null] }],
    ['more values than reasons', { values: [2, 1], missing: [null] }],
    ['a time that is no integer', { monoUs: 0.5 as MonoUs }],
    ['a channel too many', { values: Array(17).fill(1), missing: Array(17).fill(null) }],
  ] as [string, Partial<Reading>][])('refuses a batch with %s, whole', (_, parts) => {
    const error = faultOf(() => store.append([buildReading(0), buildReading(1, parts)]));
    expect(error.code).toBe('telemetry.malformed');
    expect(store.durableCursor()).toBe(0);
  });

  it('says that the disk is full, stores nothing of the batch, and goes on when there is room', () => {
    store.append([buildReading(0)]);
    db.exec(`PRAGMA max_page_count = ${pragmaNumber(db, 'page_count') + 2}`);
    const many = Array.from({ length: 5_000 }, (_, seq) =>
      buildReading(seq, { sourceId: otherSource }),
    );
    expect(faultOf(() => store.append(many)).code).toBe('store.full');
    expect(store.newest(otherSource)).toBeNull();
    expect(store.durableCursor()).toBe(1);

    db.exec('PRAGMA max_page_count = 1000000');
    // The numbers that the undone batch gave to its source go to this one first.
    const third = makeId('source', 'c'.repeat(32));
    store.append([buildReading(3, { sourceId: third })]);
    store.append([buildReading(4, { sourceId: otherSource })]);
    expect(bare({ sourceIds: [third], limit: 9 })).toEqual([buildReading(3, { sourceId: third })]);
    expect(bare({ sourceIds: [otherSource], limit: 9 }).map((r) => r.seq)).toEqual([4]);
  });

  it('names the row when a reading on disk contradicts itself', () => {
    store.append([buildReading(0)]);
    db.exec('UPDATE reading SET c1 = NULL');
    const error = faultOf(() => store.newest(builtSourceId));
    expect([error.code, error.message]).toEqual([
      'store.corrupt',
      'reading 1 of readings.db: value and reason of c1 disagree',
    ]);
  });

  it('finds the readings of a time in commit order, late ones at the place where they came', () => {
    const at = (seq: number, second: number) =>
      buildReading(seq, { monoUs: MonoUs(second * 1_000_000) });
    store.append([at(0, 10), at(1, 30), at(2, 20), at(3, 40)]);
    const found = store.range({
      ...everything,
      fromUs: MonoUs(20_000_000),
      toUs: MonoUs(30_000_000),
    });
    expect(found.map((r) => r.seq)).toEqual([1, 2]);
    const open = store.range({ ...everything, fromUs: MonoUs(20_000_000), afterCursor: 2 });
    expect(open.map((r) => r.seq)).toEqual([2, 3]);
  });

  it('stays small: a reading of two channels takes at most 110 bytes', () => {
    const count = 20_000;
    const before = pragmaNumber(db, 'page_count');
    store.append(Array.from({ length: count }, (_, seq) => buildReading(seq)));
    const bytes = (pragmaNumber(db, 'page_count') - before) * pragmaNumber(db, 'page_size');
    expect(bytes / count).toBeLessThan(110);
  });
});
