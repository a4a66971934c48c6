import { btChannel, type Channel, etChannel } from '@artisan-ts/domain';
import type { HottopStatus } from '#hottop/frame.ts';
import { type ChannelReading, temperatureReading } from '#wire/conversation.ts';

interface HottopColumn {
  readonly channel: Channel;
  read(status: HottopStatus): ChannelReading;
}

function other(id: string, label: string, resolution: number): Channel {
  return { id, label, quantity: 'other', resolution };
}

const columns: readonly HottopColumn[] = [
  {
    channel: { ...btChannel, resolution: 1 },
    read: ({ btC }) => temperatureReading('C', btC),
  },
  {
    channel: { ...etChannel, resolution: 1 },
    read: ({ etC }) => temperatureReading('C', etC),
  },
  { channel: other('heater', 'Heater', 1), read: ({ heaterPct }) => heaterPct },
  { channel: other('mainFan', 'Main fan', 10), read: ({ mainFanPct }) => mainFanPct },
  { channel: other('fan', 'Cooling fan', 10), read: ({ fanPct }) => fanPct },
  { channel: other('solenoid', 'Drop door', 1), read: ({ solenoid }) => solenoid },
  { channel: other('drumMotor', 'Drum motor', 1), read: ({ drumMotor }) => drumMotor },
  { channel: other('coolingMotor', 'Cooling motor', 1), read: ({ coolingMotor }) => coolingMotor },
  { channel: other('chaffTray', 'Chaff tray', 1), read: ({ chaffTray }) => chaffTray },
];

/** What a Hottop measures and what it is doing; motors, door and tray are 0 or 1. */
export const hottopChannels: readonly Channel[] = columns.map(({ channel }) => channel);

/** A status as readings, in the order of the channels. */
export function hottopReadings(status: HottopStatus): readonly ChannelReading[] {
  return columns.map(({ read }) => read(status));
}
