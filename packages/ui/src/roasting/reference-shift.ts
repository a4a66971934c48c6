import type { TemperatureUnit } from '@artisan-ts/domain';

/** One press of an arrow key, in the unit that is read: a degree. */
const stepC: Readonly<Record<TemperatureUnit, number>> = { C: 1, F: 5 / 9 };
/** Further apart two probes of one kind of machine never are; what looks so is another roast. */
const shiftMaxC = 60;

/** The shift of a reference after a step up or down. Units: °C in and out. */
export function shiftedBy(shiftC: number, direction: -1 | 1, unit: TemperatureUnit): number {
  const step = stepC[unit];
  // Whole degrees of the unit that is read, whatever was added up before.
  const steps = Math.round(shiftC / step) + direction;
  const largest = Math.floor(shiftMaxC / step);
  return Math.min(largest, Math.max(-largest, steps)) * step;
}

/** `+3 °C`: a difference, so that °F has no offset. */
export function shiftText(unit: TemperatureUnit, shiftC: number): string {
  const degrees = Math.round(shiftC / stepC[unit]);
  return `${degrees < 0 ? '\u2212' : '+'}${Math.abs(degrees)} \u00b0${unit}`;
}
