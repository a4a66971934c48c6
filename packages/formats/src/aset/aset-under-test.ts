import type { AsetValue } from '#aset/qt-variant.ts';

/** The bytes in which Qt's settings write a value of a variant; only what Artisan writes so. */
export function encodeVariant(value: AsetValue): Uint8Array {
  if (value === null) return uint32(0);
  if (typeof value === 'boolean') return Uint8Array.of(...uint32(1), value ? 1 : 0);
  if (typeof value === 'number') return encodeNumber(value);
  if (typeof value === 'string') return Uint8Array.of(...uint32(10), ...encodeString(value));
  if (!('length' in value)) throw new Error('nothing of Artisan');
  const items = value.flatMap((item) => [...encodeVariant(item)]);
  return Uint8Array.of(...uint32(9), ...uint32(value.length), ...items);
}

function encodeNumber(value: number): Uint8Array {
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 31 && !Object.is(value, -0)) {
    return Uint8Array.of(...uint32(2), ...uint32(value >>> 0));
  }
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value);
  return Uint8Array.of(...uint32(6), ...bytes);
}

function encodeString(text: string): readonly number[] {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  return [...uint32(text.length * 2), ...units.flatMap((unit) => [unit >> 8, unit & 0xff])];
}

function uint32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}

/** A variant as it stands in a settings file: bytes that are no plain letters are escaped, and a digit after such one too. */
export function variantText(value: AsetValue): string {
  let text = '';
  let afterHex = false;
  for (const byte of encodeVariant(value)) {
    const sign = String.fromCharCode(byte);
    const isPlain = byte >= 0x20 && byte < 0x7f && sign !== '"' && sign !== '\\';
    const needsHex: boolean = !isPlain || (afterHex && /[0-9a-fA-F]/.test(sign));
    if (byte === 0) text += '\\0';
    else if (!isPlain && (sign === '"' || sign === '\\')) text += `\\${sign}`;
    else if (needsHex) text += `\\x${byte.toString(16)}`;
    else text += sign;
    afterHex = byte === 0 || (needsHex && sign !== '"' && sign !== '\\');
  }
  return `"@Variant(${text})"`;
}
