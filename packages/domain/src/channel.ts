import type { SourceId } from '#ids.ts';
import type { SignalLimitsGiven } from '#signal.ts';

/** What a channel measures. The internal unit follows from it; conversion is display. */
export const channelQuantities = [
  'temperature',
  'temperatureDelta',
  'ratio',
  'pressure',
  'speed',
  'other',
] as const;
export type ChannelQuantity = (typeof channelQuantities)[number];

/** Internal unit of each quantity, as it stands at the end of field names (`btC`, `gasPressurePa`). */
export const channelUnitSuffix: Readonly<Record<ChannelQuantity, string>> = {
  temperature: 'C',
  temperatureDelta: 'DeltaC',
  ratio: 'Pct',
  pressure: 'Pa',
  speed: 'Rpm',
  other: '',
};

/** The channels with a fixed meaning. A machine may have more, under ids of its own. */
export const namedChannels = ['bt', 'et', 'inlet', 'exhaust', 'drum'] as const;
export type NamedChannel = (typeof namedChannels)[number];

/** `bt`, `et`, ... or a machine's own: a lower-case letter, then letters and digits, 40 at most. */
export type ChannelId = NamedChannel | (string & {});

/** One measured quantity of a machine. */
export interface Channel {
  readonly id: ChannelId;
  /** What a person reads: `BT`, `Exhaust`. */
  readonly label: string;
  readonly quantity: ChannelQuantity;
  /** Smallest step the device can show, in the internal unit; null when unknown. */
  readonly resolution: number | null;
  /** Where the machine differs from what is usual. Temperatures only; absent: as usual. */
  readonly limits?: SignalLimitsGiven | undefined;
}

/** Channels that are sampled together and therefore share one time base. */
export interface StreamSpec {
  /** Name within the source, `[a-z0-9-]{1,40}`: `main`, `gas`. */
  readonly stream: string;
  readonly channels: readonly Channel[];
  /** Expected seconds between samples, of the source's clock. */
  readonly intervalS: number;
}

/** A stream of one of the sources of a machine: two boards of one kind name theirs alike. */
export interface SourceStream extends StreamSpec {
  readonly sourceId: SourceId;
}

/** Name of a channel at a border, unit included: `btC`, `gasPressurePa`. */
export function channelField(channel: Channel): string {
  return `${channel.id}${channelUnitSuffix[channel.quantity]}`;
}

/** Bean temperature, from a probe in the bean mass. */
export const btChannel: Channel = {
  id: 'bt',
  label: 'BT',
  quantity: 'temperature',
  resolution: null,
};

/** Environment or exhaust temperature. */
export const etChannel: Channel = {
  id: 'et',
  label: 'ET',
  quantity: 'temperature',
  resolution: null,
};
