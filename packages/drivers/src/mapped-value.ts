import type { Channel, TemperatureUnit } from '@artisan-ts/domain';
import { isTemperatureLabel, labelledChannels } from '#channel-labels.ts';
import { type ChannelReading, temperatureReading } from '#wire/conversation.ts';

/** What every entry of a machine's map says, wherever its number lies. */
export interface MappedValue {
  readonly label: string;
  /** The stored number divided by this is the value. */
  readonly divider: number;
  /** The scale of a temperature, where the map states one. */
  readonly unit: TemperatureUnit | null;
}

/** The scale of an entry; null when it is no temperature. `usual`: that of BT and ET where the map states none. */
export function scaleOf(
  { label, unit }: MappedValue,
  usual: TemperatureUnit,
): TemperatureUnit | null {
  return unit ?? (isTemperatureLabel(label) ? usual : null);
}

/** The channels of a map, in its order; `isWhole`: the stored number of an entry is a whole one. */
export function mappedChannels<Entry extends MappedValue>(
  entries: readonly Entry[],
  usual: TemperatureUnit,
  isWhole: (entry: Entry) => boolean,
): readonly Channel[] {
  return labelledChannels(
    entries.map((entry) => ({
      label: entry.label,
      unit: scaleOf(entry, usual),
      step: isWhole(entry) ? 1 / entry.divider : null,
    })),
  );
}

/** The reading of a stored number. */
export function mappedReading(
  entry: MappedValue,
  stored: number,
  usual: TemperatureUnit,
): ChannelReading {
  const scale = scaleOf(entry, usual);
  const value = stored / entry.divider;
  if (scale !== null) return temperatureReading(scale, value);
  return Number.isFinite(value) ? value : 'out-of-range';
}

/** The end of an entry as people write it, behind where and how its number lies: `/10 C`. */
export const mappedEnd = String.raw`(?:\/(\d{1,5}))?(?:\s+([CF]))?`;

/** What that end says; null: it divides by nothing. */
export function parseMappedEnd(
  divider: string | undefined,
  unit: string | undefined,
): Pick<MappedValue, 'divider' | 'unit'> | null {
  const by = Number(divider ?? 1);
  return by < 1 ? null : { divider: by, unit: unit === 'C' || unit === 'F' ? unit : null };
}
