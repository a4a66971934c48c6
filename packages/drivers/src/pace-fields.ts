import type { SettingField, Settings } from '@artisan-ts/contracts';
import { usPerSecond } from '@artisan-ts/domain';

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

/** How often a device is read, and how fast its clock goes, of settings with {@link intervalField} and {@link clockRateField}. */
export interface PaceSettings {
  readonly intervalS: number;
  /** The same in microseconds of the source's clock. */
  readonly intervalUs: number;
  /** Seconds of the source's clock per second of the world. */
  readonly speed: number;
}

/** The pace that was said. */
export function paceOf(settings: Settings): PaceSettings {
  const intervalS = Number(settings['intervalS']);
  return {
    intervalS,
    intervalUs: Math.round(intervalS * usPerSecond),
    speed: Number(settings['speed'] ?? 1),
  };
}

/** How long an answer is waited for, in microseconds, of settings with {@link replyTimeoutField}. */
export function replyTimeoutUsOf(settings: Settings): number {
  return Math.round(Number(settings['replyTimeoutS']) * usPerSecond);
}
