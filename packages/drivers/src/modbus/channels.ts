import type { Channel, TemperatureUnit } from '@artisan-ts/domain';
import { mappedChannels, mappedReading } from '#mapped-value.ts';
import type { ModbusEntry } from '#modbus/map.ts';
import type { ModbusBatch } from '#modbus/rounds.ts';
import { decodeValue, registersOf, type WordOrder } from '#modbus/value.ts';
import type { ChannelReading } from '#wire/conversation.ts';
import { isMiss, type Miss } from '#wire/poll.ts';

/** How the numbers of a map are understood. */
export interface ModbusMeaning {
  readonly entries: readonly ModbusEntry[];
  readonly order: WordOrder;
  /** Of BT and ET where the map states no scale. */
  readonly unit: TemperatureUnit;
}

/** The channels of a map, in its order. */
export function modbusChannels({ entries, unit }: ModbusMeaning): readonly Channel[] {
  return mappedChannels(entries, unit, ({ type }) => type !== 'f32');
}

/** The readings of a round, channel by channel, from the data of its answers. */
export function modbusReadings(
  meaning: ModbusMeaning,
  batches: readonly ModbusBatch[],
  answers: readonly (Uint8Array | Miss)[],
): readonly ChannelReading[] {
  return meaning.entries.map((entry, index) => {
    const at = batches.findIndex((batch) => batch.entries.includes(index));
    const [batch, answer] = [batches[at], answers[at]];
    if (batch === undefined || answer === undefined) return 'not-sent';
    return isMiss(answer) ? answer.miss : readingOf(meaning, entry, batch, answer);
  });
}

function readingOf(
  { order, unit }: ModbusMeaning,
  entry: ModbusEntry,
  batch: ModbusBatch,
  data: Uint8Array,
): ChannelReading {
  const from = entry.address - batch.address;
  const value =
    entry.type === 'bit'
      ? ((data[from >> 3] ?? 0) >> (from & 7)) & 1
      : decodeValue(entry.type, registersAt(data, from, registersOf(entry.type)), order);
  return value === null ? 'unreadable' : mappedReading(entry, value, unit);
}

function registersAt(data: Uint8Array, from: number, count: number): readonly number[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return Array.from({ length: count }, (_, at) => view.getUint16(2 * (from + at)));
}
