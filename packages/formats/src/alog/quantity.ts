import {
  Celsius,
  CelsiusDelta,
  type ChannelQuantity,
  type TemperatureUnit,
  temperatureDeltaFrom,
  temperatureDeltaIn,
  temperatureFrom,
  temperatureIn,
} from '@artisan-ts/domain';
import { laxNumber } from '#alog/lax.ts';
import type { PyValue } from '#python/value.ts';

/** How a curve of a file says that nothing was read. It is never converted. */
export const noReading = -1;

/** How the numbers of one curve of a file are to be understood. */
export interface Scale {
  readonly unit: TemperatureUnit;
  readonly quantity: ChannelQuantity;
}

/** A value of a file in the internal unit; null when nothing was read or it is no number. */
export function internalValue(scale: Scale, value: PyValue | undefined): number | null {
  const number = laxNumber(value);
  if (number === null || number === noReading) return null;
  if (scale.quantity === 'temperature') return temperatureFrom(scale.unit, number);
  if (scale.quantity === 'temperatureDelta') return temperatureDeltaFrom(scale.unit, number);
  return number;
}

/** Artisan stores converted values with 8 decimals; finer digits would be noise of the conversion. */
const storedDecimals = 1e8;

/** A value of the internal unit as a file holds it. */
export function fileValue(scale: Scale, value: number | null): number {
  if (value === null) return noReading;
  const shown = shownValue(scale, value);
  if (!Number.isFinite(shown)) return noReading;
  // A true reading of -1 must not read as none: it moves by the last stored decimal.
  return shown === noReading ? noReading - 1 / storedDecimals : shown;
}

function shownValue(scale: Scale, value: number): number {
  if (scale.unit === 'C') return value;
  if (scale.quantity === 'temperature') {
    return Math.round(temperatureIn(scale.unit, Celsius(value)) * storedDecimals) / storedDecimals;
  }
  if (scale.quantity === 'temperatureDelta') {
    const delta = temperatureDeltaIn(scale.unit, CelsiusDelta(value));
    return Math.round(delta * storedDecimals) / storedDecimals;
  }
  return value;
}

const litresPer: ReadonlyMap<string, number> = new Map([
  ['l', 1],
  ['ml', 0.001],
  ['gal', 3.785_411_81],
  ['qt', 3.785_411_81 / 4],
  ['pt', 3.785_411_81 / 8],
  ['cup', 3.785_411_81 / 16],
]);

/** A volume in litres, from a number and the name of its unit; null when either is not known. */
export function litresFrom(unit: PyValue | undefined, volume: number | null): number | null {
  const litres = typeof unit === 'string' ? litresPer.get(unit.trim().toLowerCase()) : undefined;
  return volume === null || litres === undefined ? null : volume * litres;
}

/** A number above zero: Artisan writes 0 for what was not measured. */
export function positive(number: number | null): number | null {
  return number !== null && number > 0 ? number : null;
}
