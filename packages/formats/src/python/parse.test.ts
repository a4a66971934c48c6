import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxCommas, maxFileBytes, maxNesting } from '#python/limits.ts';
import { parsePythonLiteral } from '#python/parse.ts';
import { PyBytes, PySet, PyTuple, type PyValue } from '#python/value.ts';

function parse(text: string): PyValue {
  const parsed = parsePythonLiteral(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value;
}

function refusal(text: string): string {
  const parsed = parsePythonLiteral(text);
  return parsed.ok ? 'accepted' : `${parsed.code}: ${parsed.message}`;
}

describe('parsePythonLiteral', () => {
  it.each<[string, PyValue]>([
    ['None', null],
    ['True', true],
    ['False', false],
    ['0', 0n],
    ['-12', -12n],
    ['+ 7', 7n],
    ['0x1F', 31n],
    ['0o17', 15n],
    ['0b101', 5n],
    ['1_000', 1000n],
    ['123L', 123n],
    ['00', 0n],
    ['123456789012345678901234567890', 123456789012345678901234567890n],
    ['1.5', 1.5],
    ['1.', 1],
    ['.5', 0.5],
    ['-0.0', -0],
    ['1e-05', 1e-5],
    ['6.288e-05', 6.288e-5],
    ['1E+16', 1e16],
    ['1_0.5_0', 10.5],
    ['007.5', 7.5],
    ['0.1234567890123456789', 0.12345678901234568],
    ['nan', Number.NaN],
    ['-inf', Number.NEGATIVE_INFINITY],
    ["''", ''],
    [`"it's"`, "it's"],
    ["u'a' U'b'", 'ab'],
    [String.raw`r'a\'b'`, String.raw`a\'b`],
    [String.raw`'\a\b\f\n\r\t\v\\\'\"'`, '\x07\b\f\n\r\t\v\\\'"'],
    [String.raw`'\101\x41\u0041\U00000041'`, 'AAAA'],
    [String.raw`'\U0001f600'`, '😀'],
    [String.raw`'C:\dir'`, String.raw`C:\dir`],
    ["'a\\\nb'", 'ab'],
    ["'''two\nlines'''", 'two\nlines'],
    ['[]', []],
    ['[1, 2.0,]', [1n, 2]],
    ['((1))', 1n],
    ['( # why\n 1 )', 1n],
  ])('reads %j', (text, value) => {
    expect(parse(text)).toStrictEqual(value);
  });

  it('reads tuples, sets, bytes and dicts in their order', () => {
    expect(parse('()')).toStrictEqual(new PyTuple([]));
    expect(parse("(1, 'a')")).toStrictEqual(new PyTuple([1n, 'a']));
    expect(parse('(1,)')).toStrictEqual(new PyTuple([1n]));
    expect(parse('{1, 2, 1.0}')).toStrictEqual(new PySet([1n, 2n]));
    expect(parse('set()')).toStrictEqual(new PySet([]));
    expect(parse(String.raw`b'\x00a\377'`)).toStrictEqual(new PyBytes(Uint8Array.of(0, 97, 255)));
    expect(parse("{'b': 1, 'a': {},}")).toStrictEqual(
      new Map<PyValue, PyValue>([
        ['b', 1n],
        ['a', new Map()],
      ]),
    );
  });

  it('keeps the first of equal keys and the last of their values, as Python does', () => {
    const dict = parse("{1: 'a', True: 'b', (1, 2): 'c', (1.0, 2): 'd'}");
    expect(dict).toStrictEqual(
      new Map<PyValue, PyValue>([
        [1n, 'b'],
        [new PyTuple([1n, 2n]), 'd'],
      ]),
    );
  });

  it.each([
    ['', 'line 1, column 1: found the end of the text, expected a value'],
    ['[1 2]', 'line 1, column 4: found "2]", expected "," or "]"'],
    ["{'a': 1,\n 'b' 2}", 'line 2, column 6: found "2}", expected ":"'],
    ['[1, 2', 'line 1, column 6: found the end of the text, expected "," or "]"'],
    ["['a", `line 1, column 2: found "'a", expected a string that is closed on its line`],
    ['{[]: 1}', 'line 1, column 2: found "[]: 1}", expected a key that is no list, dict or set'],
    ['1 1', 'line 1, column 3: found "1", expected the end of the text'],
    ['010', 'line 1, column 1: found "010", expected a number without leading zeros'],
    [
      String.raw`'\N{DEGREE SIGN}'`,
      String.raw`line 1, column 2: found "\\N{DEGREE SIGN}'", expected an escape that Python text may hold, not \N`,
    ],
  ])('says where %j goes wrong, what is there and what should be', (text, message) => {
    expect(refusal(text)).toBe(`format.syntax: ${message}`);
  });

  it.each(['print(1)', '__import__("os")', '1+1', 'a', 'f"x"', '[x for x in y]', '1j', '--1'])(
    'refuses %s, which is no literal',
    (text) => {
      expect(refusal(text)).toMatch(/^format\.syntax: /);
    },
  );

  it('takes brackets 64 deep and refuses 65, whatever they are', () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(refusal(nested(maxNesting))).toBe('accepted');
    expect(refusal(nested(maxNesting + 1))).toMatch(/^format\.too-deep: line 1, column 65: /);
    expect(refusal('('.repeat(1_000_000))).toMatch(/^format\.too-deep/);
    expect(refusal("{'a':[".repeat(40))).toMatch(/^format\.too-deep/);
  });

  it('does not count brackets in strings and comments', () => {
    const brackets = '['.repeat(1000);
    expect(refusal(`['${brackets}', r"\\"${brackets}", '''"${brackets}''', # ${brackets}\n]`)).toBe(
      'accepted',
    );
  });

  it('refuses more than 64 MB before reading any of it', () => {
    const reading = refusal(`[${' '.repeat(maxFileBytes - 2)}]`);
    expect(reading).toBe('accepted');
    expect(refusal(' '.repeat(maxFileBytes + 1))).toBe(
      'format.too-large: 64000001 bytes are more than the 64000000 a roast file may have',
    );
    expect(refusal(`'${'咖'.repeat(maxFileBytes / 3)}'`)).toMatch(/^format\.too-large: 64000001 /);
  });

  it('refuses more values than memory should hold', () => {
    expect(refusal(`[${'[],'.repeat(maxCommas + 1)}]`)).toMatch(
      /^format\.too-large: 8000001 values/,
    );
  });

  it('refuses an endless number without working on it', () => {
    expect(refusal('9'.repeat(10_000_000))).toMatch(
      /expected a number of at most 4300 characters$/,
    );
  });

  it('reads every decimal as JavaScript does', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,20}\.\d{0,20}(e-?\d{1,3})?$/), (text) => {
        const expected = Number(text);
        return Object.is(parse(text), expected);
      }),
    );
  });

  it('never throws, whatever the text', () => {
    const alphabet = fc.constantFrom(...`[](){}'"\\,:#.-+_0159aeExuULNrbsjnif \n\0é😀`);
    fc.assert(
      fc.property(fc.string({ unit: alphabet, maxLength: 60 }), (text) => {
        expect(['boolean']).toContain(typeof parsePythonLiteral(text).ok);
      }),
      { numRuns: 3000 },
    );
  });
});
