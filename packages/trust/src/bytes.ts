import { ArtisanError } from '@artisan-ts/domain';

/**
 * The UTF-8 bytes of a text, without help of the platform.
 *
 * @throws ArtisanError `trust.not-canonical` for a lone surrogate: it has no UTF-8 form
 */
export function utf8Bytes(text: string): Uint8Array {
  const plain = asciiBytes(text);
  if (plain !== null) return plain;
  const bytes = new Uint8Array(text.length * 3);
  let used = 0;
  for (let at = 0; at < text.length; at++) {
    const point = text.codePointAt(at) ?? 0;
    if (point >= 0xd800 && point < 0xe000) {
      throw new ArtisanError('trust.not-canonical', `lone surrogate at character ${at}`);
    }
    if (point > 0xffff) at += 1;
    used = writePoint(bytes, used, point);
  }
  return bytes.subarray(0, used);
}

/** The bytes of a text of ASCII alone, which nearly all are; null when it is not. */
function asciiBytes(text: string): Uint8Array | null {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x80) return null;
    bytes[at] = unit;
  }
  return bytes;
}

function writePoint(bytes: Uint8Array, at: number, point: number): number {
  if (point < 0x80) {
    bytes[at] = point;
    return at + 1;
  }
  const width = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  let rest = point;
  for (let i = width - 1; i > 0; i--) {
    bytes[at + i] = 0x80 | (rest & 0x3f);
    rest >>= 6;
  }
  bytes[at] = ((0xf00 >> width) & 0xff) | rest;
  return at + width;
}

/** All parts one after the other. */
export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** A length as four bytes, big endian. */
export function length32(length: number): Uint8Array {
  return Uint8Array.of(length >>> 24, length >>> 16, length >>> 8, length);
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lower-case hexadecimal digits, two a byte. */
export function hexText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += hexOfByte[byte];
  return text;
}
