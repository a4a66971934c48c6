import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alogText, readParts, testIds, testProgram } from '#alog/alog-under-test.ts';
import { readAlog } from '#alog/read.ts';
import { writeAlog } from '#alog/write.ts';
import { PyTuple, type PyValue } from '#python/value.ts';

/** Keys of which something is computed, each with a value of the right form. */
const forms: Readonly<Record<string, PyValue>> = {
  weight: [1, 1, 'Kg'],
  volume: [1, 1, 'gal'],
  density: [1, 'g', 1, 'l'],
  density_roasted: [1, 'Kg', 1, 'cup'],
  defects_weight: 1,
  greens_temp: 20,
  ambientTemp: 20,
  whole_color: 60,
  timex: [0, 2, 4, 6, 8, 10, 12, 14],
  temp1: [200, 202, 204, 206, 208, 210, 212, 214],
  temp2: [100, 101, 102, 103, 104, 105, 106, 107],
  timeindex: [1n, 3n, 5n, 0n, 0n, 0n, 6n, 0n],
  samplinginterval: 2,
  roastepoch: 1_700_000_000n,
  roasttzoffset: 0n,
  specialevents: [1n, 2n],
  specialeventstype: [3n, 0n],
  specialeventsvalue: [6, 5],
  extratimex: [[0, 2, 4, 6, 8, 10, 12, 14]],
  extratemp1: [[1, 2, 3, 4, 5, 6, 7, 8]],
  extratemp2: [[1, 2, 3, 4, 5, 6, 7, 8]],
  loadratings: [3, 0, 0, 0],
  ratingunits: [3n, 0n, 0n, 0n],
  load_etypes: [4n, 0n, 0n, 0n],
  co2kg_per_btu: [6e-5, 5e-5, 3e-4],
  gasMix: 10,
  phases: [150n, 150n, 200n, 230n],
};

const hostileValue = fc.constantFrom<PyValue>(
  1e308,
  -1e308,
  5e-324,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  10n ** 400n,
  -(10n ** 20n),
  'constructor',
  '__proto__',
  '',
  '1e999',
  null,
  true,
  [],
  new Map<PyValue, PyValue>([['toString', 1n]]),
  new PyTuple([]),
);

/** The value at a way of places, replaced. */
function withPlace(form: PyValue, way: readonly number[], value: PyValue): PyValue {
  const [first, ...rest] = way;
  if (first === undefined || !Array.isArray(form) || form.length === 0) return value;
  const at = first % form.length;
  return form.map((item, index) => (index === at ? withPlace(item, rest, value) : item));
}

/** Every number anywhere in what was read. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}

describe('a file of hostile values', () => {
  it('is refused in words, or read with nothing in it that is no number of a roast', () => {
    const spoilt = fc.tuple(
      fc.constantFrom(...Object.keys(forms)),
      fc.array(fc.nat(9), { maxLength: 2 }),
      hostileValue,
    );
    fc.assert(
      fc.property(
        fc.array(spoilt, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('C', 'F'),
        (all, mode) => {
          const parts: Record<string, PyValue> = { ...forms, mode };
          for (const [key, way, value] of all) {
            parts[key] = withPlace(parts[key] ?? null, way, value);
          }
          const read = readAlog(alogText(parts), testIds);
          if (!read.ok) {
            expect(read.message.length).toBeLessThan(300);
            return;
          }
          const { record, inputs, computed, lost } = read.value;
          expect(numbersIn([record, inputs, computed]).filter((n) => !Number.isFinite(n))).toEqual(
            [],
          );
          for (const { reason } of lost) expect(reason.length).toBeLessThan(200);
          expect(readAlog(writeAlog(record, testProgram), testIds).ok).toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('has units of its own names and none of what every object is called', () => {
    const density = [1, 'g', 1, 'constructor'];
    const computed = new Map<PyValue, PyValue>([['AUCbegin', '__proto__']]);
    const { record, inputs } = readParts({ density, computed });
    expect(record).not.toHaveProperty('quality');
    expect(inputs.choices.aucFrom).toBe('turningPoint');
  });

  it('keeps the samples of one recording, and leaves out times of another world', () => {
    const timex = [-1e15, 2, 4, 6, 8, 10, 12, 1e15];
    const { record, lost } = readParts({ timex, samplinginterval: undefined });
    expect(record.curves[0]?.timeS).toEqual([2, 4, 6, 8, 10, 12]);
    expect(record.intervalS).toBe(2);
    expect(lost.map(({ field }) => field)).toContain('timex');
  });
});
