import { btChannel, type Channel, etChannel, type MarkKind, type MonoUs } from '@artisan-ts/domain';
import type { SantokerMessage, SantokerTarget } from '#santoker/frame.ts';
import { type ChannelReading, temperatureReading } from '#wire/conversation.ts';
import type { Heard } from '#wire/listen.ts';

interface SantokerColumn {
  readonly target: SantokerTarget;
  readonly channel: Channel;
}

function temperature(id: string, label: string): Channel {
  return { id, label, quantity: 'temperature', resolution: 0.1 };
}

function percent(id: string, label: string): Channel {
  return { id, label, quantity: 'other', resolution: 1 };
}

const columns: readonly SantokerColumn[] = [
  { target: 'bt', channel: { ...btChannel, resolution: 0.1 } },
  { target: 'et', channel: { ...etChannel, resolution: 0.1 } },
  { target: 'ir', channel: temperature('ir', 'IR') },
  { target: 'board', channel: temperature('board', 'Board') },
  { target: 'power', channel: percent('power', 'Power') },
  { target: 'air', channel: percent('air', 'Air') },
  { target: 'drum', channel: percent('drumSpeed', 'Drum') },
];

/** What a Santoker measures, and where its power, air and drum stand in percent. */
export const santokerChannels: readonly Channel[] = columns.map(({ channel }) => channel);

/** What the machine said last, value by value, each with its time; and which buttons are pressed. */
export interface SantokerMemory {
  readonly values: Readonly<
    Partial<Record<SantokerTarget, { readonly value: number; readonly atUs: MonoUs }>>
  >;
  readonly pressed: readonly MarkKind[];
  /** When the first message of this connection came. */
  readonly sinceUs: MonoUs | null;
}

/** Nothing said yet. */
export const santokerSilence: SantokerMemory = { values: {}, pressed: [], sinceUs: null };

/** A machine says everything it has to say within this: what it did not repeat for so long is not of now. */
const freshUs = 5_000_000;

/**
 * The memory after a message. A sample is due with each BT; a button is a mark when it goes down, not while it is down,
 * and not when it was down already as the connection was made: that would be the charge of the roast before.
 */
export function heardMessage(
  before: SantokerMemory,
  message: SantokerMessage,
  atUs: MonoUs,
): Heard<SantokerMemory> {
  const sinceUs = before.sinceUs ?? atUs;
  const memory = { ...before, sinceUs };
  switch (message.kind) {
    case 'other':
      return { memory, isReading: false, marks: [] };
    case 'value': {
      const { target, value } = message;
      const values = { ...memory.values, [target]: { value, atUs } };
      return { memory: { ...memory, values }, isReading: target === 'bt', marks: [] };
    }
    case 'flag': {
      const { mark, isSet } = message;
      const others = memory.pressed.filter((one) => one !== mark);
      const wasUp = others.length === memory.pressed.length;
      const isNew = isSet && wasUp && atUs - sinceUs >= freshUs;
      const pressed = isSet ? [...others, mark] : others;
      return { memory: { ...memory, pressed }, isReading: false, marks: isNew ? [mark] : [] };
    }
  }
}

/** The readings of now, in the order of the channels. */
export function santokerReadings(
  { values }: SantokerMemory,
  nowUs: MonoUs,
): readonly ChannelReading[] {
  return columns.map(({ target, channel }) => {
    const said = values[target];
    if (said === undefined) return 'not-sent';
    if (nowUs - said.atUs > freshUs) return 'no-reply';
    if (channel.quantity !== 'temperature') return said.value;
    return temperatureReading('C', said.value / 10);
  });
}
