import {
  ArtisanError,
  type MissingReason,
  type MonoUs,
  makeId,
  missingReasons,
  type WallMs,
} from '@artisan-ts/domain';
import type { StoredReading } from '@artisan-ts/runtime';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readingsOfRow, seriesRows } from '#roasts/series-columns.ts';

const hex = (number: number): string => number.toString(16).padStart(32, '0');
const value = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom<MissingReason>(...missingReasons),
);

/** Any readings that a roast can have: sources, boots and streams mixed, holes anywhere, times that jump back. */
const readings = fc
  .array(
    fc.record({
      source: fc.nat(2),
      boot: fc.nat(2),
      stream: fc.constantFrom('main', 'gas', 'Ströme'),
      seq: fc.maxSafeNat(),
      monoUs: fc.maxSafeNat(),
      wallMs: fc.maxSafeInteger(),
      given: fc.array(value, { maxLength: 16 }),
      step: fc.integer({ min: 1, max: 1e9 }),
    }),
    { maxLength: 60 },
  )
  .map((drawn) => {
    let cursor = 0;
    return drawn.map(({ source, boot, step, given, monoUs, wallMs, ...rest }): StoredReading => {
      cursor += step;
      return {
        ...rest,
        cursor,
        sourceId: makeId('source', hex(source)),
        boot: makeId('boot', hex(boot)),
        monoUs: monoUs as MonoUs,
        wallMs: wallMs as WallMs,
        values: given.map((each) => (typeof each === 'number' ? each : null)),
        missing: given.map((each) => (typeof each === 'number' ? null : each)),
      };
    });
  });

describe('readings in columns', () => {
  it('are the readings that were put in, bit for bit', () => {
    fc.assert(
      fc.property(readings, (given) => {
        const found = seriesRows('roast', given).flatMap(readingsOfRow);
        expect(found.sort((a, b) => a.cursor - b.cursor)).toStrictEqual(given);
      }),
      { numRuns: 500 },
    );
  });

  it('take less than a quarter of what the readings take', () => {
    const given = Array.from(
      { length: 900 },
      (_, seq): StoredReading => ({
        cursor: 1000 + seq * 2,
        sourceId: makeId('source', hex(1)),
        boot: makeId('boot', hex(1)),
        stream: 'main',
        seq: 5000 + seq,
        monoUs: (7_000_000_000 + seq * 1_000_000 + (seq % 7) * 311) as MonoUs,
        wallMs: (1_770_000_000_000 + seq * 1000) as WallMs,
        values: [200 - (seq % 90) * 0.25, 215.1 + (seq % 13) * 0.1],
        missing: [null, null],
      }),
    );
    const bytes = seriesRows('roast', given).reduce((sum, row) => sum + row.columns.length, 0);
    expect(bytes / given.length).toBeLessThan(25);
  });

  it('call a row corrupt in which any byte is another', () => {
    fc.assert(
      fc.property(readings, fc.nat(), fc.integer({ min: 1, max: 255 }), (given, at, change) => {
        for (const row of seriesRows('roast', given)) {
          const columns = Uint8Array.from(row.columns);
          const place = at % columns.length;
          columns[place] = (columns[place] ?? 0) ^ change;
          expect(() => readingsOfRow({ ...row, columns })).toThrow('not what was written');
        }
      }),
    );
  });

  it('call a row corrupt that has no check sum, when it cannot be read', () => {
    fc.assert(
      fc.property(readings, fc.nat(), fc.nat(255), (given, at, byte) => {
        for (const row of seriesRows('roast', given)) {
          const columns = Uint8Array.from(row.columns);
          columns[at % columns.length] = byte;
          try {
            readingsOfRow({ ...row, columns, crc32: null });
          } catch (error) {
            const { code } = ArtisanError.accept(error);
            expect(['store.corrupt', 'quantity.out-of-range']).toContain(code);
          }
          const short = { ...row, points: row.points + 1 };
          expect(() => readingsOfRow(short)).toThrow('of main.db');
        }
      }),
    );
  });
});
