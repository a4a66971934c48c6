import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUtf8, utf8Length } from '#text/utf8.ts';

describe('decodeUtf8', () => {
  it('agrees with the platform on text of any length', () => {
    const long = fc
      .string({ unit: 'binary', minLength: 0, maxLength: 40 })
      .map((text) => text.repeat(500));
    fc.assert(
      fc.property(long, (text) => {
        const bytes = new TextEncoder().encode(text);
        expect(decodeUtf8(bytes)).toStrictEqual({
          ok: true,
          text: new TextDecoder().decode(bytes),
        });
        expect(utf8Length(text)).toBe(bytes.length);
      }),
    );
  });

  it('agrees with the platform on what is no UTF-8', () => {
    const strict = new TextDecoder('utf-8', { fatal: true });
    const byte = fc.constantFrom(
      0x41,
      0x80,
      0xbf,
      0xc0,
      0xc3,
      0xe0,
      0xed,
      0xa0,
      0xf0,
      0x9f,
      0xf4,
      0xff,
    );
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 3 }),
        fc.array(byte, { maxLength: 6 }),
        (any, some) => {
          const bytes = Uint8Array.from([...any, ...some]);
          let theirs: string | null;
          try {
            theirs = strict.decode(bytes);
          } catch {
            theirs = null;
          }
          const ours = decodeUtf8(bytes);
          expect(ours.ok ? ours.text : null).toBe(theirs);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('drops the byte-order mark and names the first bad byte', () => {
    expect(decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b))).toStrictEqual({
      ok: true,
      text: '{',
    });
    expect(decodeUtf8(Uint8Array.of(0x7b, 0x7d, 0xe9, 0x20))).toStrictEqual({
      ok: false,
      offset: 2,
    });
  });
});
