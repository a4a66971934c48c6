import {
  btChannel,
  type Channel,
  etChannel,
  type MissingReason,
  type StreamSpec,
  type TemperatureUnit,
} from '@artisan-ts/domain';
import { type ChannelValues, channelValues, temperatureReading } from '#wire/conversation.ts';

/** One field of the answer to READ, before it has a meaning: a number in the unit asked, or why there is none. */
export type Tc4Field = number | MissingReason;

/** A logical channel of the board: the position of its digit in `CHAN;1200`. */
interface LogicalChannel {
  readonly channel: Channel;
  /** 0 for the first digit. */
  readonly digit: number;
}

/** In the order of the sample: bean temperature first. */
const logicalChannels: readonly LogicalChannel[] = [
  { channel: btChannel, digit: 1 },
  { channel: etChannel, digit: 0 },
  {
    digit: 2,
    channel: { id: 'chan3', label: 'T3', quantity: 'temperature', resolution: null },
  },
  {
    digit: 3,
    channel: { id: 'chan4', label: 'T4', quantity: 'temperature', resolution: null },
  },
];

/** The sensor on the board itself, which also compensates the cold junctions. */
const ambientChannel: Channel = {
  id: 'ambient',
  label: 'Ambient',
  quantity: 'temperature',
  resolution: null,
};

/** Where each channel of the sample stands in the answer to READ. */
export interface Tc4Layout {
  readonly channels: readonly Channel[];
  /** Aligned with `channels`: index of the field in the answer. */
  readonly fields: readonly number[];
  /** Fields that an answer has at least; firmware may append heater, fan and set value. */
  readonly fieldCount: number;
}

const channelsForm = /^[0-4]{4}$/;

/** What is wrong with the digits of `CHAN`, in words; null when they can be used. */
export function channelsProblem(digits: string): string | null {
  if (!channelsForm.test(digits)) {
    return `needs four digits from 0 to 4, one each for ET, BT and two more, got "${digits}"`;
  }
  const inputs = [...digits].filter((digit) => digit !== '0');
  if (new Set(inputs).size < inputs.length) return `uses an input twice: "${digits}"`;
  if (digits[1] === '0') return `gives BT no input: its second digit is 0 in "${digits}"`;
  return null;
}

/**
 * Layout of the answer for the digits of `CHAN`: the ambient temperature, then the active logical channels in
 * the order of their digits.
 */
export function tc4Layout(digits: string): Tc4Layout {
  const active = logicalChannels.filter(({ digit }) => digits[digit] !== '0');
  const positions = active.map(({ digit }) => digit).sort((a, b) => a - b);
  return {
    channels: [...active.map(({ channel }) => channel), ambientChannel],
    fields: [...active.map(({ digit }) => positions.indexOf(digit) + 1), 0],
    fieldCount: active.length + 1,
  };
}

/** The one stream of the board: all channels are converted together. */
export function tc4Stream(layout: Tc4Layout, intervalS: number): StreamSpec {
  return { stream: 'main', channels: layout.channels, intervalS };
}

/** The fields of an answer as values in Celsius. `unit` is the one the board was told to answer in. */
export function tc4Values(
  layout: Tc4Layout,
  unit: TemperatureUnit,
  fields: readonly Tc4Field[],
): ChannelValues {
  return channelValues(layout.fields.map((index) => celsiusOf(unit, fields[index] ?? 'not-sent')));
}

/** A sample without any value, for one reason. */
export function tc4Missing(layout: Tc4Layout, reason: MissingReason): ChannelValues {
  return channelValues(layout.channels.map(() => reason));
}

function celsiusOf(unit: TemperatureUnit, field: Tc4Field): Tc4Field {
  if (typeof field !== 'number') return field;
  return temperatureReading(unit, field);
}
