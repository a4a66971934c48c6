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

/** How often a device is read. */
export function intervalField({
  help = 'Seconds between readings.',
  min = 0.2,
}: {
  readonly help?: string;
  readonly min?: number;
} = {}): SettingField {
  return {
    name: 'intervalS',
    label: 'Interval',
    help,
    kind: 'number',
    default: 1,
    min,
    max: 60,
    unit: 's',
  };
}

/** How long an answer is waited for. */
export function replyTimeoutField({
  help = 'Seconds to wait for an answer.',
  seconds = 0.5,
  min = 0.05,
  max = 600,
}: {
  readonly help?: string;
  /** Where nothing is said. */
  readonly seconds?: number;
  readonly min?: number;
  readonly max?: number;
} = {}): SettingField {
  return {
    name: 'replyTimeoutS',
    label: 'Time-out',
    help,
    kind: 'number',
    default: seconds,
    min,
    max,
    unit: 's',
  };
}
