import type { MarkKind } from '@artisan-ts/domain';
import { crc16 } from '#wire/crc16.ts';
import { type Scan, ScanFramer } from '#wire/scan-framer.ts';

/** What a Santoker can tell about, and the byte that names it. Older machines use another one for BT and ET. */
export const santokerTargets = {
  board: [0xf0],
  bt: [0xf1, 0xf3],
  et: [0xf2, 0xf4],
  ir: [0xf8],
  power: [0xfa],
  air: [0xca],
  drum: [0xc0],
} as const;
export type SantokerTarget = keyof typeof santokerTargets;

/** Buttons of the machine: what they say, and the byte that names them. */
const flags: Readonly<Record<number, MarkKind>> = {
  128: 'charge',
  129: 'dryEnd',
  130: 'fcStart',
  131: 'scStart',
  132: 'drop',
};

/** One value, one flag, or something that is of no use here. */
export type SantokerMessage =
  | { readonly kind: 'value'; readonly target: SantokerTarget; readonly value: number }
  | { readonly kind: 'flag'; readonly mark: MarkKind; readonly isSet: boolean }
  | { readonly kind: 'other' };

/** Of WiFi and of Bluetooth. */
const heads = [0xa5, 0xb5];
const start = 0xee;
const command = [0x02, 0x04] as const;
const tail = [0xff, 0xfc, 0xff, 0xff] as const;
/** Head, target, command and length, before the data. */
const beforeData = 6;
const afterData = 2 + tail.length;
const dataMax = 8;
const frameBytesMax = beforeData + dataMax + afterData;

/** Cuts what a Santoker sends into messages. */
export function santokerFramer(): ScanFramer<{ readonly message: SantokerMessage }> {
  return new ScanFramer(scan, 2 * frameBytesMax);
}

function scan(bytes: Uint8Array, from: number): Scan<{ readonly message: SantokerMessage }> {
  if (bytes[from] !== start) return 'no';
  const [, head, target = 0, first, second, length] = bytes.subarray(from, from + beforeData);
  if (head !== undefined && !heads.includes(head)) return 'no';
  if (first !== undefined && first !== command[0]) return 'no';
  if (second !== undefined && second !== command[1]) return 'no';
  if (length === undefined) return 'more';
  if (length < 1 || length > dataMax) return 'no';
  const end = from + beforeData + length + afterData;
  if (bytes.length < end) return 'more';
  const checked = bytes.subarray(from + 3, from + beforeData + length);
  // Of the checksum that machines send only the second byte is right.
  if (bytes[end - tail.length - 1] !== (crc16(checked) & 0xff)) return 'no';
  if (tail.some((byte, at) => bytes[end - tail.length + at] !== byte)) return 'no';
  const data = bytes.subarray(from + beforeData, from + beforeData + length);
  return { frame: { message: messageOf(target, data) }, length: end - from };
}

function messageOf(code: number, data: Uint8Array): SantokerMessage {
  const value = data.reduce((sum, byte) => sum * 256 + byte, 0);
  const mark = flags[code];
  if (mark !== undefined) return { kind: 'flag', mark, isSet: value !== 0 };
  for (const [target, codes] of Object.entries(santokerTargets)) {
    if (!(codes as readonly number[]).includes(code)) continue;
    return { kind: 'value', target: target as SantokerTarget, value };
  }
  return { kind: 'other' };
}

/** A message as the machine sends it, over WiFi: what a simulator needs. */
export function encodeMessage(code: number, value: number): Uint8Array {
  const data = [(value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff];
  const checked = Uint8Array.of(...command, data.length, ...data);
  const crc = crc16(checked);
  return Uint8Array.of(start, 0xa5, code, ...checked, crc >> 8, crc & 0xff, ...tail);
}
