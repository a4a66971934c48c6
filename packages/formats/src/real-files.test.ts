import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { otherRoastFiles, requireTool, roastFiles } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dictOf, testIds, testProgram } from '#alog/alog-under-test.ts';
import { writeAlog } from '#alog/write.ts';
import { formatPythonLiteral } from '#python/format.ts';
import { type ReadRoastFile, readRoastFile } from '#roast-file.ts';

const files = [...roastFiles(), ...otherRoastFiles('*.alog')];

function read(file: string): ReturnType<typeof readRoastFile> {
  return readRoastFile(readFileSync(file), basename(file), testIds);
}

const readable: readonly { file: string; roast: ReadRoastFile }[] = files.flatMap((file) => {
  const result = read(file);
  return result.ok ? { file, roast: result.value } : [];
});

/** Keys that say who wrote the file, and those that only their writer could vouch for. */
const ofTheWriter = ['version', 'revision', 'build', 'recording_version', 'recording_revision'];
ofTheWriter.push('recording_build', 'signature', 'hash', 'computed');

describe.runIf(files.length > 0)('real roast logs', () => {
  it('are all read, or refused in one sentence that names the file', () => {
    const refused = files.map(read).flatMap((result) => (result.ok ? [] : result.message));
    for (const reason of refused) {
      process.stderr.write(`${reason}\n`);
      expect(reason).toMatch(/^cannot read "[^"]+\.alog": [^\n]+$/);
    }
    expect(files.length - refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThanOrEqual(2);
  });

  it('have marks within their curves and curves in the order of time', () => {
    for (const { roast } of readable) {
      const { curves, marks } = roast.record;
      for (const { timeS, values } of curves) {
        expect(values.length).toBe(timeS.length);
        expect(timeS.every((time, i) => i === 0 || time >= (timeS[i - 1] ?? 0))).toBe(true);
        expect(values.every((value) => value === null || Number.isFinite(value))).toBe(true);
      }
      for (const mark of Object.values(marks)) {
        expect(curves[0]?.timeS.includes(mark.timeS)).toBe(true);
      }
    }
  });

  it('are written back with every key as it was, to the last digit', () => {
    for (const { file, roast } of readable) {
      const before = dictOf(readFileSync(file, 'utf8'));
      const after = dictOf(writeAlog(roast.record, testProgram));
      for (const [key, value] of before) {
        if (typeof key !== 'string' || ofTheWriter.includes(key)) continue;
        const isSame = formatPythonLiteral(after.get(key) ?? null) === formatPythonLiteral(value);
        expect(isSame, `${file} ${key}`).toBe(true);
      }
    }
  });

  it('come back from what was written as the same roast', () => {
    for (const { file, roast } of readable) {
      const text = writeAlog(roast.record, testProgram);
      const again = readRoastFile(new TextEncoder().encode(text), basename(file), testIds);
      expect(again.ok && { ...again.value.record, foreign: null }).toStrictEqual({
        ...roast.record,
        foreign: null,
      });
    }
  });

  it('can be written without the file they came from, within the decimals of the format', () => {
    for (const { file, roast } of readable.slice(0, 20)) {
      const text = writeAlog({ ...roast.record, foreign: null }, testProgram);
      const again = readRoastFile(new TextEncoder().encode(text), basename(file), testIds);
      const curve = again.ok ? again.value.record.curves.slice(0, 2) : [];
      expect(curve.map((one) => one.timeS)).toStrictEqual(
        roast.record.curves.slice(0, 2).map((one) => one.timeS),
      );
      for (const [i, one] of curve.entries()) {
        for (const [j, value] of one.values.entries()) {
          expect(Math.abs((value ?? 0) - (roast.record.curves[i]?.values[j] ?? 0))).toBeLessThan(
            1e-8,
          );
        }
      }
    }
  });

  it('do no harm when damaged', () => {
    const sources = files.slice(0, 3).map((file) => readFileSync(file));
    const damage = fc.record({
      source: fc.constantFrom(...sources),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      bytes: fc.uint8Array({ maxLength: 8 }),
      isCut: fc.boolean(),
    });
    fc.assert(
      fc.property(damage, ({ source, at, bytes, isCut }) => {
        const copy = Uint8Array.from(source);
        const offset = Math.floor(at * (copy.length - bytes.length));
        copy.set(bytes, offset);
        const damaged = isCut ? copy.subarray(0, offset) : copy;
        const result = readRoastFile(damaged, 'damaged.alog', testIds);
        if (!result.ok) expect(result.message).toMatch(/^cannot read "damaged\.alog": /);
      }),
      { numRuns: 100 },
    );
  });

  it.runIf(requireTool('python3'))('are written as Python reads them', () => {
    const texts = readable
      .slice(0, 30)
      .map(({ roast }) => writeAlog({ ...roast.record, foreign: null }, testProgram));
    const script =
      'import ast, json, sys\n' +
      'print(json.dumps([repr(ast.literal_eval(text)) == text for text in json.load(sys.stdin)]))';
    const run = spawnSync('python3', ['-c', script], {
      input: JSON.stringify(texts),
      encoding: 'utf8',
    });
    expect(JSON.parse(run.stdout)).toStrictEqual(texts.map(() => true));
  });
});
