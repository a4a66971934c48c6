import {
  type LeverSpec,
  type Mark,
  type MarkKind,
  makeId,
  type RoastRecord,
} from '@artisan-ts/domain';
import { type ReadOptions, type ReadRoast, readAlog } from '#alog/read.ts';
import { writeAlog } from '#alog/write.ts';
import { formatPythonLiteral } from '#python/format.ts';
import { parsePythonLiteral } from '#python/parse.ts';
import type { PyDict, PyValue } from '#python/value.ts';

/** The program that tests let write files. */
export const testProgram = { name: 'Artisan.ts', version: '9.8.7' };

/** Names roasts that come without an id. */
export const testIds: ReadOptions = { newRoastId: () => makeId('roast', 'e'.repeat(32)) };

/** Seconds of the samples of the small roast. */
const seconds = [0, 2, 4, 6, 8, 10, 12, 14];

/** A small sound roast log in C; say what matters to the test, `undefined` takes a key away. */
export function alogText(parts: Readonly<Record<string, PyValue | undefined>> = {}): string {
  const all: Record<string, PyValue | undefined> = {
    mode: 'C',
    title: 'Test',
    roastUUID: '0123456789abcdef0123456789abcdef',
    timeindex: [1n, 3n, 5n, 0n, 0n, 0n, 6n, 0n],
    timex: seconds,
    temp1: seconds.map((second) => 200 + second),
    temp2: seconds.map((second) => 100 + second / 2),
    samplinginterval: 2,
    ...parts,
  };
  const entries = Object.entries(all).filter((entry): entry is [string, PyValue] => {
    return entry[1] !== undefined;
  });
  return formatPythonLiteral(new Map<PyValue, PyValue>(entries));
}

/** Reads a text that must be readable. */
export function readText(text: string): ReadRoast {
  const read = readAlog(text, testIds);
  if (!read.ok) throw new Error(read.message);
  return read.value;
}

/** Reads the small roast with some parts changed. */
export function readParts(parts: Readonly<Record<string, PyValue | undefined>>): ReadRoast {
  return readText(alogText(parts));
}

/** The values of a channel that must be there. */
export function valuesOf(record: RoastRecord, id: string): readonly (number | null)[] {
  const curve = record.curves.find((one) => one.channel.id === id);
  if (curve === undefined) throw new Error(`no channel ${id}`);
  return curve.values;
}

/** The keys of a text that must be a dict. */
export function dictOf(text: string): PyDict {
  const parsed = parsePythonLiteral(text);
  if (!parsed.ok) throw new Error(parsed.message);
  if (!(parsed.value instanceof Map)) throw new Error('not a dict');
  return parsed.value;
}

/** What is written for a record, read again as keys. */
export function writtenDict(record: RoastRecord): PyDict {
  return dictOf(writeAlog(record, testProgram));
}

/** A mark that an operator confirmed. */
export function testMark(kind: MarkKind, timeS: number, parts: Partial<Mark> = {}): Mark {
  return {
    kind,
    timeS,
    state: 'confirmed',
    source: 'operator',
    confidence: 1,
    reason: '',
    history: [],
    ...parts,
  };
}

/** A lever in percent, set by hand. */
export function testLever(id: string, parts: Partial<LeverSpec> = {}): LeverSpec {
  return { id, label: id, unit: '%', mode: 'logged', min: 0, max: 100, step: 5, ...parts };
}
