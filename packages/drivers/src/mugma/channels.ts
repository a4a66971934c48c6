import { btChannel, type Channel, etChannel } from '@artisan-ts/domain';
import { type ChannelReading, temperatureReading } from '#wire/conversation.ts';

interface MugmaColumn {
  readonly channel: Channel;
  /** Its place in a line. */
  readonly field: number;
  readonly divider: number;
}

function other(id: string, label: string, resolution: number): Channel {
  return { id, label, quantity: 'other', resolution };
}

function temperature(id: string, label: string): Channel {
  return { id, label, quantity: 'temperature', resolution: 0.1 };
}

const columns: readonly MugmaColumn[] = [
  { channel: { ...btChannel, resolution: 0.1 }, field: 5, divider: 10 },
  { channel: { ...etChannel, resolution: 0.1 }, field: 4, divider: 10 },
  { channel: other('heater', 'Heater', 0.1), field: 7, divider: 10 },
  { channel: other('fan', 'Fan', 1), field: 6, divider: 1 },
  { channel: temperature('catalyzer', 'Catalyzer'), field: 8, divider: 10 },
  { channel: temperature('setValue', 'Set value'), field: 9, divider: 10 },
];

/** What a Mugma tells. */
export const mugmaChannels: readonly Channel[] = columns.map(({ channel }) => channel);

/** The fields of a line as readings, in the order of the channels. */
export function mugmaReadings(fields: readonly string[]): readonly ChannelReading[] {
  return columns.map(({ channel, field, divider }) => {
    const text = fields[field]?.trim() ?? '';
    if (text === '') return 'not-sent';
    if (!/^-?\d{1,6}(\.\d{1,3})?$/.test(text)) return 'unreadable';
    const value = Number(text) / divider;
    return channel.quantity === 'temperature' ? temperatureReading('C', value) : value;
  });
}
