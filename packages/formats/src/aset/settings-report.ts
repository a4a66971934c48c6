import type { LeverUnit } from '@artisan-ts/domain';

/** The kinds of things that settings of Artisan hold, as far as a roaster cares. */
export const settingsKinds = [
  'device',
  'channel',
  'lever',
  'button',
  'alarm',
  'phases',
  'other',
] as const;
export type SettingsKind = (typeof settingsKinds)[number];

/** One thing in the settings: what it is, and what becomes of it. */
export interface SettingsFinding {
  readonly kind: SettingsKind;
  readonly name: string;
  /** Its values, in words. */
  readonly detail: string;
  readonly isTaken: boolean;
  /** Why it is not taken, or what is different here; empty: nothing is to be said. */
  readonly why: string;
}

/** A lever to be logged by hand, as the slider of Artisan had it. */
export interface SettingsLever {
  readonly id: string;
  readonly label: string;
  readonly unit: LeverUnit;
  readonly min: number;
  readonly max: number;
  /** What one press of a step button changes. */
  readonly step: number;
}

/** A machine as settings of Artisan describe it: the name of a driver here, and its settings. */
export interface SettingsMachine {
  readonly name: string;
  readonly driver: string;
  readonly settings: Readonly<Record<string, string | number>>;
  readonly levers: readonly SettingsLever[];
}

/** What settings of Artisan hold, and what could be taken. */
export interface ArtisanSettings {
  /** Null: its main device is not read here yet. */
  readonly machine: SettingsMachine | null;
  readonly findings: readonly SettingsFinding[];
}
