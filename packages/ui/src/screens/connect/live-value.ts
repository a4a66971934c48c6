import type { DeviceChannelDto } from '@artisan-ts/contracts';
import { missingReasons, type TemperatureUnit } from '@artisan-ts/domain';
import { temperatureText, unitText } from '#display/format.ts';
import { missingWords } from '#display/words.ts';
import type { WatchedSample } from '#screens/connect/use-watched-device.ts';

/** The newest value of a channel as it is read, with its unit, or why there is none. */
export function liveValueText(
  channel: DeviceChannelDto,
  sample: WatchedSample | undefined,
  unit: TemperatureUnit,
): string {
  if (sample === undefined) return 'waiting';
  const value = sample.channels[channel.field] ?? null;
  if (value === null) {
    const reason = missingReasons.find((known) => known === sample.missing[channel.field]);
    return reason === undefined ? 'no value' : missingWords[reason];
  }
  if (channel.quantity === 'temperature') {
    return `${temperatureText(unit, value)} ${unitText(unit)}`;
  }
  return String(Number(value.toFixed(2)));
}
