import type { Smoothing, TemperatureUnit } from '@artisan-ts/domain';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** What a person chose on this screen. Kept in this browser; no roast depends on it. */
export interface Preferences {
  readonly unit: TemperatureUnit;
  readonly theme: Theme;
  readonly colourSafe: boolean;
  readonly showEtRate: boolean;
  /** How BT and ET are drawn. Digits, rates and marks are of the readings. */
  readonly smoothing: Smoothing;
  readonly showBackground: boolean;
  readonly backgroundId: string | null;
  /** How far the reference is moved up, where two probes do not agree. Units: °C. */
  readonly backgroundShiftC: number;
  readonly machineId: string | null;
  /** The finished roast that was put away to make room for the next one. */
  readonly clearedRoastId: string | null;
  /** Grams and kilograms, or pounds. */
  readonly weight: 'metric' | 'pounds';
  /** Who enters and corrects values on this screen; empty: nobody said. */
  readonly personName: string;
  /** What a report took a person before the station made it. Units: minutes. null: nobody said. */
  readonly reportMinutesByHand: number | null;
}

const defaults: Preferences = {
  unit: 'C',
  theme: 'system',
  colourSafe: false,
  showEtRate: true,
  smoothing: 'asRead',
  showBackground: true,
  backgroundId: null,
  backgroundShiftC: 0,
  machineId: null,
  clearedRoastId: null,
  weight: 'metric',
  personName: '',
  reportMinutesByHand: null,
};

/** The preferences, remembered in this browser. */
export const usePreferences = create<Preferences>()(
  persist(() => defaults, { name: 'artisan-preferences', version: 1 }),
);

/** Shows the reference behind the roast, or does not. */
export function toggleReference(): void {
  usePreferences.setState(({ showBackground }) => ({ showBackground: !showBackground }));
}

/** Changes some preferences. */
export function setPreferences(change: Partial<Preferences>): void {
  usePreferences.setState(change);
}
