import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStrictJson } from '#strict-json.ts';

const limits = { depthMax: 8, charactersMax: 64 * 1024 };

describe('parseStrictJson', () => {
  it('reads back what JSON.stringify wrote', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5, noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value);
        const read = parseStrictJson(text, limits);
        expect(read).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseStrictJson(text, limits)));
  });

  it('refuses every object that holds a key twice, at any depth', () => {
    const object = fc.tuple(fc.string(), fc.nat(7), fc.constantFrom('', ' ', '\n\t  '));
    fc.assert(
      fc.property(object, ([key, depth, space]) => {
        const name = JSON.stringify(key);
        const twice = `{${name}${space}:1,"other of ${depth}":2,${name}:1}`;
        const text = '['.repeat(depth) + twice + ']'.repeat(depth);
        expect(parseStrictJson(text, limits).ok).toBe(key === `other of ${depth}`);
      }),
    );
  });

  it.each([
    ['a key spelt in two ways', '{"a":1,"\\u0061":2}'],
    ['trailing bytes', '{"a":1} x'],
    ['two values', '{}{}'],
    ['a number beyond a double', '{"a":1e999}'],
    ['NaN', '{"a":NaN}'],
    ['nine levels', '['.repeat(9) + ']'.repeat(9)],
    ['a text cut short', '{"a":"b'],
    ['too many characters', `"${'x'.repeat(64 * 1024)}"`],
    ['nothing', ''],
  ])('refuses %s', (_what, text) => {
    expect(parseStrictJson(text, limits)).toMatchObject({ ok: false, code: 'telemetry.malformed' });
  });

  it('takes eight levels, and brackets within strings for what they are', () => {
    expect(parseStrictJson('['.repeat(8) + ']'.repeat(8), limits).ok).toBe(true);
    expect(parseStrictJson('{"a":"[[[[[[[[[[{\\"","b":"a"}', limits).ok).toBe(true);
  });
});
