import { btChannel, type Channel, etChannel, type TemperatureUnit } from '@artisan-ts/domain';
import type { KaleidoStatus } from '#kaleido/frame.ts';
import { type ChannelReading, temperatureReading } from '#wire/conversation.ts';

interface KaleidoColumn {
  readonly tag: string;
  readonly channel: Channel;
}

function temperature(id: string, label: string): Channel {
  return { id, label, quantity: 'temperature', resolution: null };
}

function other(id: string, label: string): Channel {
  return { id, label, quantity: 'other', resolution: null };
}

const columns: readonly KaleidoColumn[] = [
  { tag: 'BT', channel: btChannel },
  { tag: 'ET', channel: etChannel },
  { tag: 'AT', channel: temperature('ambient', 'Ambient') },
  { tag: 'TS', channel: temperature('setPoint', 'Set point') },
  { tag: 'HP', channel: other('heater', 'Heater') },
  { tag: 'FC', channel: other('fan', 'Fan') },
  { tag: 'RC', channel: other('drumSpeed', 'Drum') },
  { tag: 'AH', channel: other('autoHeating', 'Automatic heating') },
];

/** What a Kaleido measures, and where its heater, fan and drum stand in percent. */
export const kaleidoChannels: readonly Channel[] = columns.map(({ channel }) => channel);

const numberForm = /^-?\d{1,6}(\.\d{1,4})?$/;

/** A status as readings in the order of the channels. `asked`: the unit that was asked for; what the status says holds. */
export function kaleidoReadings(
  asked: TemperatureUnit,
  { tags }: KaleidoStatus,
): readonly ChannelReading[] {
  const said = tags.get('TU');
  const unit = said === 'C' || said === 'F' ? said : asked;
  return columns.map(({ tag, channel }) => {
    const text = tags.get(tag);
    if (text === undefined) return 'not-sent';
    if (!numberForm.test(text)) return 'unreadable';
    const value = Number(text);
    return channel.quantity === 'temperature' ? temperatureReading(unit, value) : value;
  });
}
