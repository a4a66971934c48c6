import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEscapedText, encodeEscapedText } from '#alog/escaped-text.ts';

describe('doubly escaped text', () => {
  it.each([
    ['two\nlines', String.raw`two\nlines`],
    ['café', String.raw`caf\xe9`],
    ['咖啡', String.raw`\u5496\u5561`],
    ['😀', String.raw`\U0001f600`],
    [String.raw`C:\new`, String.raw`C:\\new`],
    [`it's "it"\t`, String.raw`it's "it"\t`],
  ])('stands for %j as %s', (text, escaped) => {
    expect(encodeEscapedText(text)).toBe(escaped);
    expect(decodeEscapedText(escaped)).toBe(text);
  });

  it('comes back for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = encodeEscapedText(text);
        expect(escaped).toMatch(/^[ -~]*$/);
        expect(decodeEscapedText(escaped)).toBe(text);
      }),
    );
  });

  it('keeps what is not escaped as it should be', () => {
    expect(decodeEscapedText(String.raw`é \x4 \N{DEGREE SIGN} \d end\ `)).toBe(
      String.raw`é \x4 \N{DEGREE SIGN} \d end\ `,
    );
  });
});
