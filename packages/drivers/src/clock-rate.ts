import type { SettingField } from '@artisan-ts/contracts';

/** Seconds of the source's clock per second of the world, for devices that are not of this world. */
export const clockRateField: SettingField = {
  name: 'speed',
  label: 'Speed',
  help: 'How many times faster than real time. 1 for every real machine.',
  kind: 'number',
  default: 1,
  min: 1,
  max: 100,
  unit: 'x',
};
