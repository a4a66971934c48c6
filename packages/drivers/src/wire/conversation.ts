import {
  type ErrorCode,
  isProbeTemperature,
  type MarkKind,
  type MissingReason,
  type MonoUs,
  type TemperatureUnit,
  temperatureFrom,
} from '@artisan-ts/domain';

/** Values and reasons of a sample, aligned with the channels of its stream. */
export interface ChannelValues {
  readonly values: readonly (number | null)[];
  readonly missing: readonly (MissingReason | null)[];
}

/** One channel before it is put into a sample: a value in the internal unit, or why there is none. */
export type ChannelReading = number | MissingReason;

/** Channel by channel as a sample has it. */
export function channelValues(readings: readonly ChannelReading[]): ChannelValues {
  return {
    values: readings.map((reading) => (typeof reading === 'number' ? reading : null)),
    missing: readings.map((reading) => (typeof reading === 'number' ? null : reading)),
  };
}

/** A temperature that a device gave in `unit`, in Celsius, unless no probe in a roaster can show it. */
export function temperatureReading(unit: TemperatureUnit, value: number): ChannelReading {
  if (Number.isNaN(value)) return 'open-circuit';
  if (!Number.isFinite(value)) return 'out-of-range';
  const valueC = temperatureFrom(unit, value);
  return isProbeTemperature(valueC) ? valueC : 'out-of-range';
}

/** What happens to a conversation. */
export type WireInput<Frame> =
  | { readonly type: 'frame'; readonly frame: Frame }
  /** Bytes came that complete no frame: half of one, or noise. */
  | { readonly type: 'noise' }
  | { readonly type: 'wake' };

/** What a conversation wants done. */
export type WireEffect =
  | { readonly type: 'send'; readonly bytes: Uint8Array }
  /** `atUs` is the arrival of the first byte of what the values are from. */
  | ({ readonly type: 'sample'; readonly atUs: MonoUs } & ChannelValues)
  /** The device says that something happened. */
  | { readonly type: 'mark'; readonly kind: MarkKind; readonly atUs: MonoUs }
  /** Something a person should read when the connection is tested: what the device refused, and why. */
  | { readonly type: 'remark'; readonly text: string }
  /** What was heard and completes no frame is thrown away. */
  | { readonly type: 'forget' }
  | { readonly type: 'fault'; readonly code: ErrorCode; readonly message: string };

/** A state and what is to be done. */
export interface WireTurn<State> {
  readonly state: State;
  readonly effects: readonly WireEffect[];
}

/** Nothing is to be done. */
export function stay<State>(state: State): WireTurn<State> {
  return { state, effects: [] };
}

/** Cuts bytes into frames: bounded, and in step again after noise. */
export interface Framer<Frame> {
  /** The frames that these bytes complete, in order. */
  push(bytes: Uint8Array, atUs: MonoUs): readonly Frame[];
}

/** How to talk to a kind of device: everything that is decided, and nothing that is done. */
export interface Conversation<State, Frame> {
  /** A framer for a fresh connection. */
  framer(): Framer<Frame>;
  /** The first state, and what is said first. */
  open(nowUs: MonoUs): WireTurn<State>;
  decide(state: State, input: WireInput<Frame>, nowUs: MonoUs): WireTurn<State>;
  /** When to wake it if nothing arrives before. */
  wakeUs(state: State): number;
}
