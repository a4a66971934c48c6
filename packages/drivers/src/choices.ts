import type { SettingChoice } from '@artisan-ts/contracts';

/** Values that people know by the very name under which they are stored: brands, models, what stands on a cable. */
export function named(values: Iterable<string>): readonly SettingChoice[] {
  return Array.from(values, (value) => ({ value, label: value }));
}

/** The two temperature scales. */
export const temperatureChoices: readonly SettingChoice[] = [
  { value: 'C', label: '°C' },
  { value: 'F', label: '°F' },
];
