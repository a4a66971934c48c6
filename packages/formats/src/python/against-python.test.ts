import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { otherRoastFiles, requireTool, roastFiles } from '@artisan-ts/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPythonLiteral } from '#python/format.ts';
import { parsePythonLiteral } from '#python/parse.ts';

/** Answers with what Python makes of each text; null where it refuses it. */
const oracle = `
import ast, json, sys, warnings
warnings.simplefilter('ignore')
def read(text):
    try: return repr(ast.literal_eval(text))
    except (SyntaxError, ValueError, TypeError): return None
json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
`;

function python(texts: readonly string[]): (string | null)[] {
  const run = spawnSync('python3', ['-c', oracle], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  expect(run.stderr).toBe('');
  return JSON.parse(run.stdout);
}

function ours(text: string): string | null {
  const parsed = parsePythonLiteral(text);
  return parsed.ok ? formatPythonLiteral(parsed.value) : null;
}

/** Texts that are made up come from here; a failure names it. */
const seed = Number(process.env['ARTISAN_SEED'] ?? 20_260_101);
const sampled = (numRuns: number) => ({ numRuns, seed });

describe.runIf(requireTool('python3'))('reading and writing literals against Python itself', () => {
  const files = [...roastFiles(), ...otherRoastFiles('*.alog')];

  it.runIf(files.length > 0)('gives repr(ast.literal_eval(text)) for every roast file', () => {
    const texts = files.map((file) => readFileSync(file, 'utf8'));
    const theirs = python(texts);
    for (const [index, file] of files.entries()) {
      // Compared as a boolean: a difference of two files would print both.
      expect(ours(texts[index] ?? '') === theirs[index], file).toBe(true);
    }
  });

  it('gives the same text for floats of every size', () => {
    const floats = fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true }), sampled(3000));
    const texts = [...floats, 1e16, 1e-5, 123456789.125, 2 ** 53, 1e22, 1e23].map(String);
    expect(texts.map(ours)).toStrictEqual(python(texts));
  });

  it('gives the same text for strings of every script', () => {
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCodePoint(code));
    // Letters younger than the oldest Python in use would differ, so scripts are named by range.
    const known = unit.filter((letter) => /[\0-\u052f\u2000-\u206f\u3040-\u30fa]/.test(letter));
    const texts = fc
      .sample(fc.string({ unit: known, maxLength: 12 }), sampled(1000))
      .map((text) => {
        return JSON.stringify(text).replaceAll('/', '\\/');
      });
    expect(texts.map(ours)).toStrictEqual(python(texts));
  });

  it('accepts and refuses the same texts, but for what it tolerates on purpose', () => {
    const piece = fc.constantFrom(
      ...'[](){},:\'"'.split(''),
      ...['1', '-1', '0', '1.5', '.5', '1e5', '0x1f', '1_0', 'None', 'True', "'a'", "b'c'", '(1,)'],
      ...['\\x41', '\\u00e9', '\\q', '\\101', '"""', "r'", ' ', '\n', '{1: 2}', '{1}', '[]'],
    );
    const texts = fc
      .sample(fc.array(piece, { maxLength: 7 }), sampled(6000))
      // Outside brackets Python ends at the end of a line and cares for indentation: a dict never is there.
      .map((pieces) => `[${pieces.join('')}]`);
    const theirs = python(texts);
    // Python computes the order of a set from hashes, and takes `[], []` for a tuple: a file is one value.
    const differing = texts.filter(
      (text, i) =>
        ours(text) !== theirs[i] && !/\{[^:]*\}/.test(text) && theirs[i]?.startsWith('(') !== true,
    );
    expect(differing, `seed ${seed}`).toStrictEqual([]);
    expect(theirs.filter((text) => text !== null).length).toBeGreaterThan(500);
  });
});
