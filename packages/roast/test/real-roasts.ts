import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { roastFiles } from '@artisan-ts/testkit';

/** What the tests of this package need of an Artisan file. Temperatures in C, null where nothing was read. */
export interface RealRoast {
  readonly name: string;
  /** The file name without its number: roasts of one person on one machine, mostly. */
  readonly machine: string;
  readonly version: string;
  readonly intervalS: number;
  readonly timeS: readonly number[];
  readonly btC: readonly (number | null)[];
  readonly etC: readonly (number | null)[];
  /** Artisan's eight indices; null where unset. */
  readonly index: {
    readonly charge: number | null;
    readonly dryEnd: number | null;
    readonly fcStart: number | null;
    readonly drop: number | null;
  };
  readonly dryEndC: number;
  /** Artisan's own results, in the unit of the file. */
  readonly computed: ReadonlyMap<string, number>;
  readonly unit: 'C' | 'F';
  readonly toC: (value: number) => number;
}

/** The real roasts, or none with the reason printed. */
export function realRoasts(): readonly RealRoast[] {
  return roastFiles().map((file) => read(basename(file, '.alog'), readFileSync(file, 'utf8')));
}

/** Reads the few flat fields the tests look at; the reader of the product is in formats. */
function read(name: string, text: string): RealRoast {
  const list = (key: string): number[] =>
    JSON.parse((field(text, key, /\[[^\]]*\]/) ?? '[]').replace(/,\s*\]/, ']'));
  const isF = field(text, 'mode', /['"][CF]['"]/)?.[1] === 'F';
  const toC = (value: number): number => (isF ? (value - 32) / 1.8 : value);
  const temperatures = (key: string): (number | null)[] =>
    list(key).map((value) => (value === -1 ? null : toC(value)));
  const timeIndex = list('timeindex');
  const set = (slot: number): number | null => {
    const value = timeIndex[slot] ?? 0;
    return value > 0 || (slot === 0 && value === 0) ? value : null;
  };
  const computed = new Map<string, number>();
  const results = field(text, 'computed', /\{[^}]*\}/) ?? '';
  for (const [, key, value] of results.matchAll(/['"](\w+)['"]: (-?[\d.e+-]+)/g)) {
    computed.set(key as string, Number(value));
  }
  return {
    name,
    machine: name.replace(/-\d+$/, ''),
    version: field(text, 'version', /['"][^'"]*['"]/)?.slice(1, -1) ?? '',
    intervalS: Number(field(text, 'samplinginterval', /[\d.]+/) ?? '2'),
    timeS: list('timex'),
    btC: temperatures('temp2'),
    etC: temperatures('temp1'),
    index: { charge: set(0), dryEnd: set(1), fcStart: set(2), drop: set(6) },
    dryEndC: toC(list('phases')[1] ?? 150),
    computed,
    unit: isF ? 'F' : 'C',
    toC,
  };
}

function field(text: string, key: string, value: RegExp): string | undefined {
  return new RegExp(`['"]${key}['"]: (${value.source})`).exec(text)?.[1];
}
