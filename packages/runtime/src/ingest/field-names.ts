import type { TelemetryPoint } from '@artisan-ts/contracts';
import { channelField, type StreamSpec } from '@artisan-ts/domain';

/** How a device calls its fields, and how its machine calls them, where another device had the name already. */
export type FieldNames = ReadonlyMap<string, string>;

/** The names of a stream; `own` is the stream as the driver describes it, its channels in the same order. */
export function fieldNames(own: StreamSpec | undefined, stream: StreamSpec): FieldNames {
  return new Map(
    stream.channels.map((channel, index) => {
      const called = own?.channels[index] ?? channel;
      return [channelField(called), channelField(channel)];
    }),
  );
}

/** The point with the names of the machine. One that does not speak in the device's own names has them already. */
export function inNamesOfMachine(point: TelemetryPoint, names: FieldNames): TelemetryPoint {
  const { channels, missing } = point;
  if (!Object.keys(channels).every((field) => names.has(field))) return point;
  const renamed = <Value>(fields: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(
      Object.entries(fields).map(([field, value]) => [names.get(field) ?? field, value]),
    );
  return {
    ...point,
    channels: renamed(channels),
    ...(missing !== undefined && { missing: renamed(missing) }),
  };
}
