/** Code units that are turned into text at once: engines limit the number of arguments of a call. */
const chunkUnits = 8192;

/** Text from strict UTF-8, or the offset of the first byte that is not UTF-8. A leading byte-order mark is dropped. */
export type DecodedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly offset: number };

/** Reads UTF-8 without help of the platform, so that a refusal can name the byte. */
export function decodeUtf8(bytes: Uint8Array): DecodedText {
  const units = new Uint16Array(chunkUnits);
  const parts: string[] = [];
  let used = 0;
  let at = hasByteOrderMark(bytes) ? 3 : 0;
  while (at < bytes.length) {
    if (used > chunkUnits - 2) {
      parts.push(String.fromCharCode(...units.subarray(0, used)));
      used = 0;
    }
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      units[used++] = lead;
      at += 1;
      continue;
    }
    const width = sequenceWidth(lead);
    const point = width === 0 ? -1 : codePoint(bytes, at, width);
    if (point < 0) return { ok: false, offset: at };
    if (point > 0xffff) {
      units[used++] = 0xd800 + ((point - 0x10000) >> 10);
      units[used++] = 0xdc00 + (point & 0x3ff);
    } else {
      units[used++] = point;
    }
    at += width;
  }
  parts.push(String.fromCharCode(...units.subarray(0, used)));
  return { ok: true, text: parts.join('') };
}

/** Number of bytes of a text in UTF-8; a lone surrogate counts as the three of its replacement. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    bytes += unit < 0x800 ? 1 : 2;
    const next = text.charCodeAt(at + 1);
    if (unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000) at += 1;
  }
  return bytes;
}

function hasByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function sequenceWidth(lead: number): number {
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

/** Smallest code point that may use 2, 3, 4 bytes (RFC 3629): a longer form would hide it. */
const smallestOfWidth = [0, 0, 0x80, 0x800, 0x10000];

function codePoint(bytes: Uint8Array, at: number, width: number): number {
  let point = (bytes[at] ?? 0) & (0x7f >> width);
  for (let i = 1; i < width; i++) {
    const next = bytes[at + i] ?? 0;
    if ((next & 0xc0) !== 0x80) return -1;
    point = (point << 6) | (next & 0x3f);
  }
  const isSurrogate = point >= 0xd800 && point < 0xe000;
  return point < (smallestOfWidth[width] ?? 0) || point > 0x10ffff || isSurrogate ? -1 : point;
}
