import type { Brand } from '#brand.ts';
import { finite } from '#quantity/finite.ts';

/** A temperature in degrees Celsius. */
export type Celsius = Brand<number, 'Celsius'>;

/** A difference of two temperatures in kelvin. Converting it to Fahrenheit has no offset. */
export type CelsiusDelta = Brand<number, 'CelsiusDelta'>;

/** The scale a person reads or a file is written in. Inside, everything is Celsius. */
export type TemperatureUnit = 'C' | 'F';

/** Degrees Fahrenheit per kelvin of difference. */
export const fahrenheitPerKelvin = 1.8;
const fahrenheitAtZeroCelsius = 32;

/** Range of a type K thermocouple in C (IEC 60584-1). What reads outside is a fault of the wiring, not a roast. */
const probeRangeC = { min: -200, max: 1372 };

/** Whether a probe in a roaster can show it, in C. */
export function isProbeTemperature(valueC: number): boolean {
  return valueC >= probeRangeC.min && valueC <= probeRangeC.max;
}

/** @throws ArtisanError `quantity.not-finite` */
export function Celsius(value: number): Celsius {
  return finite(value, 'temperature') as Celsius;
}

/** @throws ArtisanError `quantity.not-finite` */
export function CelsiusDelta(value: number): CelsiusDelta {
  return finite(value, 'temperature difference') as CelsiusDelta;
}

/** `to - from`. */
export function temperatureDifference(to: Celsius, from: Celsius): CelsiusDelta {
  return CelsiusDelta(to - from);
}

/** `base` warmed by `delta`. */
export function warmedBy(base: Celsius, delta: CelsiusDelta): Celsius {
  return Celsius(base + delta);
}

/** A temperature as the number shown in `unit`. */
export function temperatureIn(unit: TemperatureUnit, value: Celsius): number {
  return unit === 'C' ? value : value * fahrenheitPerKelvin + fahrenheitAtZeroCelsius;
}

/** The temperature that reads `value` in `unit`. */
export function temperatureFrom(unit: TemperatureUnit, value: number): Celsius {
  return Celsius(unit === 'C' ? value : (value - fahrenheitAtZeroCelsius) / fahrenheitPerKelvin);
}

/** A temperature difference as the number shown in `unit`; also right for rates of rise per minute. */
export function temperatureDeltaIn(unit: TemperatureUnit, value: CelsiusDelta): number {
  return unit === 'C' ? value : value * fahrenheitPerKelvin;
}

/** The difference that reads `value` in `unit`. */
export function temperatureDeltaFrom(unit: TemperatureUnit, value: number): CelsiusDelta {
  return CelsiusDelta(unit === 'C' ? value : value / fahrenheitPerKelvin);
}
