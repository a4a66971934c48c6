import type { Channel, TemperatureUnit } from '@artisan-ts/domain';
import { mappedChannels, mappedReading } from '#mapped-value.ts';
import { type S7Entry, s7Types } from '#s7/map.ts';
import type { ChannelReading } from '#wire/conversation.ts';

/** How the numbers of a map are understood. */
export interface S7Meaning {
  readonly entries: readonly S7Entry[];
  /** Of BT and ET where the map states no scale. */
  readonly unit: TemperatureUnit;
}

/** The channels of a map, in its order. */
export function s7Channels({ entries, unit }: S7Meaning): readonly Channel[] {
  return mappedChannels(entries, unit, ({ type }) => type !== 'REAL');
}

/** What the PLC gave for an entry: bytes, or the code of its refusal. */
export function s7Reading(
  { unit }: S7Meaning,
  entry: S7Entry,
  item: Uint8Array | number | undefined,
): ChannelReading {
  if (item === undefined || typeof item === 'number') return 'not-sent';
  const stored = numberIn(entry, item);
  if (stored === null) return 'unreadable';
  if (entry.isOneTooHigh && stored === 0) return 'not-sent';
  return mappedReading(entry, entry.isOneTooHigh ? stored - 1 : stored, unit);
}

function numberIn({ type, bit }: S7Entry, bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < s7Types[type]) return null;
  switch (type) {
    case 'INT':
      return view.getInt16(0);
    case 'UINT':
      return view.getUint16(0);
    case 'DINT':
      return view.getInt32(0);
    case 'REAL':
      return view.getFloat32(0);
    case 'BYTE':
      return view.getUint8(0);
    case 'BOOL':
      return (view.getUint8(0) >> bit) & 1;
  }
}
