import {
  Celsius,
  CelsiusDelta,
  type TemperatureUnit,
  temperatureDeltaIn,
  temperatureIn,
} from '@artisan-ts/domain';

/** A quantity in a sentence: `195.3 C`, `6.2 C/min`, `fell 62 C`. */
const quantity =
  /(?<way>\b(?:fell|rose|by) )?(?<digits>-?\d+(?:\.(?<decimals>\d+))?) \u00b0?C(?<perMin>\/min)?\b/g;

/**
 * A sentence that was kept in Celsius, as a person reads it: why a mark is suggested, what a sensor said. Rates, and what
 * something rose or fell by, are differences. Everything else stays as it is.
 */
export function inUnit(sentence: string, unit: TemperatureUnit): string {
  return sentence.replace(quantity, (...found) => {
    const { way = '', digits, decimals = '', perMin = '' } = found.at(-1) as Quantity;
    const value = Number(digits);
    const isDifference = way !== '' || perMin !== '';
    const shown = isDifference
      ? temperatureDeltaIn(unit, CelsiusDelta(value))
      : temperatureIn(unit, Celsius(value));
    return `${way}${shown.toFixed(decimals.length)} \u00b0${unit}${perMin}`;
  });
}

interface Quantity {
  readonly way?: string;
  readonly digits: string;
  readonly decimals?: string;
  readonly perMin?: string;
}
