import {
  Celsius,
  CelsiusDelta,
  type TemperatureUnit,
  temperatureDeltaIn,
  temperatureIn,
} from '@artisan-ts/domain';
import { minutesAndSeconds } from '#scene/axes.ts';

/** Shown where a value is not known. Never a zero. */
export const unknownText = '\u2013';
const minus = '\u2212';

/** A temperature with one decimal in the unit a person reads, without the unit. */
export function temperatureText(unit: TemperatureUnit, valueC: number | null): string {
  if (valueC === null) return unknownText;
  return temperatureIn(unit, Celsius(valueC)).toFixed(1).replace('-', minus);
}

/** A difference or a rate with its sign always shown: `+8.6`, `−0.4`. Has no offset in Fahrenheit. */
export function signedText(unit: TemperatureUnit, valueK: number | null): string {
  if (valueK === null) return unknownText;
  const shown = temperatureDeltaIn(unit, CelsiusDelta(valueK));
  const text = Math.abs(shown).toFixed(1);
  const sign = shown < 0 && text !== '0.0' ? minus : '+';
  return `${sign}${text}`;
}

/** `°C` or `°F`. */
export function unitText(unit: TemperatureUnit): string {
  return `\u00b0${unit}`;
}

/** Time as `m:ss`; unknown when null. */
export function timeText(seconds: number | null): string {
  return seconds === null ? unknownText : minutesAndSeconds(seconds);
}

/** An age in words: `4 s`, `2 min`, `3 h`. */
export function ageText(seconds: number): string {
  if (seconds < 120) return `${Math.floor(seconds)} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  return `${Math.floor(seconds / 3600)} h`;
}

/** A percentage with the given decimals; unknown when null. */
export function percentText(value: number | null, decimals = 1): string {
  return value === null ? unknownText : `${value.toFixed(decimals)} %`;
}

/** The value of a lever without its unit: as many decimals as its step has. */
export function leverText(value: number | null, step: number): string {
  if (value === null) return unknownText;
  const decimals = Math.min(3, (String(step).split('.')[1] ?? '').length);
  return value.toFixed(decimals).replace('-', minus);
}

/** A mass in grams or kilograms. */
export function massText(grams: number | null): string {
  if (grams === null) return unknownText;
  return grams >= 1000 ? `${(grams / 1000).toFixed(2)} kg` : `${grams.toFixed(0)} g`;
}
