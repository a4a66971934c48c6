import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalityKey } from '#python/equality.ts';
import { formatPythonLiteral } from '#python/format.ts';
import { parsePythonLiteral } from '#python/parse.ts';
import { PyBytes, PySet, PyTuple, type PyValue } from '#python/value.ts';

describe('formatPythonLiteral', () => {
  it.each<[PyValue, string]>([
    [null, 'None'],
    [true, 'True'],
    [3n, '3'],
    [3, '3.0'],
    [-0, '-0.0'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [0.00006288, '6.288e-05'],
    [123456789012345680, '1.2345678901234568e+17'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [9007199254740992, '9007199254740992.0'],
    [1e100, '1e+100'],
    [5e-324, '5e-324'],
    [Number.NaN, 'nan'],
    [Number.NEGATIVE_INFINITY, '-inf'],
    ["it's", `"it's"`],
    [`it's "it"`, String.raw`'it\'s "it"'`],
    [
      '\\ \t\n\r\x00\x7f\xa0é咖\u200b😀\ud800\u{e0001}',
      String.raw`'\\ \t\n\r\x00\x7f\xa0é咖\u200b😀\ud800\U000e0001'`,
    ],
    [new PyTuple([1n]), '(1,)'],
    [new PyTuple([]), '()'],
    [new PySet([]), 'set()'],
    [new PySet([1n, 'a']), "{1, 'a'}"],
    [new PyBytes(Uint8Array.of(0, 39, 65, 92, 255)), String.raw`b"\x00'A\\\xff"`],
    [[1n, [2]], '[1, [2.0]]'],
    [
      new Map<PyValue, PyValue>([
        ['a', 1n],
        [2n, []],
      ]),
      "{'a': 1, 2: []}",
    ],
  ])('writes a value as Python does, case %$: %2$s', (value, text) => {
    expect(formatPythonLiteral(value)).toBe(text);
  });

  it('gives a text that reads as the same value, for any value', () => {
    const { any } = fc.letrec<{ any: PyValue }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, false),
        fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
        fc.double(),
        fc.string({ unit: 'binary' }),
        fc.uint8Array({ maxLength: 8 }).map((bytes) => new PyBytes(Uint8Array.from(bytes))),
        fc.array(tie('any'), { maxLength: 4 }),
        fc.array(tie('any'), { maxLength: 4 }).map((items) => new PyTuple(items)),
        fc
          .uniqueArray(fc.oneof(fc.bigInt(), fc.string()), { maxLength: 4 })
          .map((items) => new PySet(items)),
        fc
          .uniqueArray(fc.tuple(fc.oneof(fc.bigInt(), fc.string()), tie('any')), {
            maxLength: 4,
            selector: ([key]) => equalityKey(key),
          })
          .map((entries) => new Map<PyValue, PyValue>(entries)),
      ),
    }));
    fc.assert(
      fc.property(any, (value) => {
        const parsed = parsePythonLiteral(formatPythonLiteral(value));
        expect(parsed).toStrictEqual({ ok: true, value });
      }),
      { numRuns: 500 },
    );
  });
});
