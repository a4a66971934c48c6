import type { MonoUs } from '@artisan-ts/domain';
import type { Framer } from '#wire/conversation.ts';
import type { Stamped } from '#wire/poll.ts';

/** What came in one USB transfer. */
export interface Packet extends Stamped {
  readonly bytes: Uint8Array;
}

/** Every status of a Bullet is so long. */
export const statusBytes = 64;

/** USB keeps transfers apart and checks them: one that is of another length is no status. */
export class PacketFramer implements Framer<Packet> {
  push(bytes: Uint8Array, beganUs: MonoUs): readonly Packet[] {
    return bytes.length === statusBytes ? [{ bytes: bytes.slice(), beganUs }] : [];
  }
}

/** The kinds of numbers that stand in a status, low byte first. */
export const numberKinds = ['u8', 'u16', 'i16', 'i32', 'f32'] as const;
type NumberKind = (typeof numberKinds)[number];

/** Where a number stands, and by what it is divided. */
export interface Place {
  readonly at: number;
  readonly kind: NumberKind;
  readonly divider?: number;
}

/** The number at a place. */
export function numberAt(bytes: Uint8Array, { at, kind, divider = 1 }: Place): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (kind) {
    case 'u8':
      return view.getUint8(at) / divider;
    case 'u16':
      return view.getUint16(at, true) / divider;
    case 'i16':
      return view.getInt16(at, true) / divider;
    case 'i32':
      return view.getInt32(at, true) / divider;
    case 'f32':
      return view.getFloat32(at, true) / divider;
  }
}

/** Writes a number where {@link numberAt} reads it: what a simulator needs. */
export function putNumber(bytes: Uint8Array, place: Place, value: number): void {
  const { at, kind, divider = 1 } = place;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const said = kind === 'f32' ? value * divider : Math.round(value * divider);
  switch (kind) {
    case 'u8':
      view.setUint8(at, said);
      break;
    case 'u16':
      view.setUint16(at, said, true);
      break;
    case 'i16':
      view.setInt16(at, said, true);
      break;
    case 'i32':
      view.setInt32(at, said, true);
      break;
    case 'f32':
      view.setFloat32(at, said, true);
      break;
  }
}

/** The two questions that an R1 is asked; `A` and `B` name their answers. */
export const r1Queries = {
  A: Uint8Array.of(0x30, 0x01),
  B: Uint8Array.of(0x30, 0x03),
} as const;
export type R1Part = keyof typeof r1Queries;

/** Where an A says that it is one, and with what. In a B the high byte of a temperature below 512 °C stands there. */
const r1Sign = { at: 41, valid: 10, highestInB: 1 } as const;

/** Which of the two answers of an R1 this is; null: neither. */
export function r1PartOf(bytes: Uint8Array): R1Part | null {
  const sign = bytes[r1Sign.at] ?? 0;
  if (sign === r1Sign.valid) return 'A';
  return sign <= r1Sign.highestInB ? 'B' : null;
}

/** An empty answer of an R1, signed as such. */
export function emptyR1(part: R1Part): Uint8Array {
  const bytes = new Uint8Array(statusBytes);
  if (part === 'A') bytes[r1Sign.at] = r1Sign.valid;
  return bytes;
}

/** The statuses of an R2 that are read, and the byte that names them. */
export const r2Types = { A0: 0xa0, A1: 0xa1, A2: 0xa2 } as const;
export type R2Part = keyof typeof r2Types;

/** Every status of an R2 begins with one of these; A3 and A4 are not understood. */
const r2First = 0xa0;
const r2Last = 0xa4;

/** Which status of an R2 this is; `other`: one that is not read; null: none. */
export function r2PartOf([type = 0]: Uint8Array): R2Part | 'other' | null {
  for (const [part, code] of Object.entries(r2Types)) if (code === type) return part as R2Part;
  return type >= r2First && type <= r2Last ? 'other' : null;
}

/** An empty status of an R2, signed as such. */
export function emptyR2(part: R2Part): Uint8Array {
  const bytes = new Uint8Array(statusBytes);
  bytes[0] = r2Types[part];
  return bytes;
}
