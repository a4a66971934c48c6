import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { variantText } from '#aset/aset-under-test.ts';
import { readQtSettings } from '#aset/qt-settings.ts';
import { parseQtValue } from '#aset/qt-value.ts';
import { type AsetValue, decodeVariant } from '#aset/qt-variant.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a value of Qt settings', () => {
  it.each<[string, AsetValue]>([
    ['1000', 1000],
    ['0.4', 0.4],
    ['true', true],
    ['', ''],
    [', , ', ['', '', '']],
    ['8, 8', [8, 8]],
    ['"write(1,50,2)"', 'write(1,50,2)'],
    [', "write(1,50,2)", ', ['', 'write(1,50,2)', '']],
    ['"send({\\"command\\":\\"x\\"})"', 'send({"command":"x"})'],
    ['-10%\\n\\\\t', '-10%\n\\t'],
    ['\\x4e2d', '\u4e2d'],
    ['@Invalid()', null],
    ['@ByteArray(abc)', 'abc'],
    ['@@home', '@home'],
    ['@Size(1 2)', { opaque: 'Size' }],
    [
      '@Variant(\\0\\0\\0\\t\\0\\0\\0\\x2\\0\\0\\0\\x2\\0\\0\\0\\x5\\0\\0\\0\\n\\0\\0\\0\\x2\\0%)',
      [5, '%'],
    ],
    ['@Variant(\\0\\0\\0\\x7f\\0)', { opaque: 'Qt type 127' }],
    ['@Variant(\\0\\0\\0\\t\\xff\\xff\\xff\\xff)', { opaque: 'Variant' }],
  ])('%s', (text, value) => {
    expect(parseQtValue(text)?.value).toEqual(value);
  });

  it('is refused when a quote is not closed', () => {
    expect(parseQtValue('"abc')).toBeNull();
  });

  it('comes back as it was written, whatever list of lists it is', () => {
    const leaf = fc.oneof(
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      fc.double({ noNaN: true, min: -1e6, max: 1e6 }).filter((value) => !Number.isInteger(value)),
      fc.boolean(),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
    const { list } = fc.letrec<{ list: AsetValue }>((tie) => ({
      list: fc.array(fc.oneof({ maxDepth: 3 }, leaf, tie('list')), { maxLength: 6 }),
    }));
    fc.assert(
      fc.property(list, (value) => {
        expect(parseQtValue(variantText(value))?.value).toEqual(value);
      }),
    );
  });

  it('never takes more than it is given, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        decodeVariant(noise);
        parseQtValue(String.fromCharCode(...noise));
      }),
    );
    const nested = Uint8Array.from(
      { length: 8 * 500 },
      (_, at) => [0, 0, 0, 9, 0, 0, 0, 1][at % 8] ?? 0,
    );
    expect(decodeVariant(nested)).toBeNull();
  });
});

describe('a settings file', () => {
  const read = (text: string) => readQtSettings(bytes(text));

  it('is groups of names, whatever ends its lines', () => {
    const settings = read(
      '\ufeff; Artisan\r\n[General]\r\nMode=C\r\n\r\n[%General]\r\na%20b\\c=1\r\n',
    );
    if (!settings.ok) throw new Error(settings.message);
    expect([...settings.value.keys()]).toEqual(['General', '%General']);
    expect(settings.value.get('General')?.get('Mode')).toBe('C');
    expect(settings.value.get('%General')?.get('a b/c')).toBe(1);
  });

  it('goes on in the next line after a backslash', () => {
    const settings = read('[a]\nlist=1, \\\n2\nb=x\\\\\nc=3\n');
    if (!settings.ok) throw new Error(settings.message);
    expect(settings.value.get('a')?.get('list')).toEqual([1, 2]);
    expect(settings.value.get('a')?.get('b')).toBe('x\\');
    expect(settings.value.get('a')?.get('c')).toBe(3);
  });

  it.each([
    ['', 'format.unknown'],
    ['{"a":1}', 'format.unknown'],
    ['a=1', 'format.unknown'],
    ['[a]\nwhatever', 'format.syntax'],
    ['[a]\n=1', 'format.syntax'],
    ['[a]\nb="x', 'format.syntax'],
  ])('%j is refused in words', (text, code) => {
    const settings = read(text);
    expect(settings).toMatchObject({ ok: false, code });
    expect(settings.ok ? '' : settings.message.length).toBeGreaterThan(20);
  });

  it('is refused when it is no text, and when it is larger than any', () => {
    expect(readQtSettings(Uint8Array.of(0xff, 0xfe, 0))).toMatchObject({ code: 'format.unknown' });
    expect(readQtSettings(new Uint8Array(9 * 1024 * 1024))).toMatchObject({
      code: 'format.too-large',
    });
  });
});
