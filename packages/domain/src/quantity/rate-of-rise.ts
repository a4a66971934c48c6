import type { Brand } from '#brand.ts';
import { finite } from '#quantity/finite.ts';
import { fahrenheitPerKelvin, type TemperatureUnit } from '#quantity/temperature.ts';

/** A rate of rise in kelvin per minute. It always travels with the method that made it. */
export type CelsiusPerMinute = Brand<number, 'CelsiusPerMinute'>;

/** @throws ArtisanError `quantity.not-finite` */
export function CelsiusPerMinute(value: number): CelsiusPerMinute {
  return finite(value, 'rate of rise') as CelsiusPerMinute;
}

/** A rate of rise as the number shown in `unit` per minute. */
export function rateOfRiseIn(unit: TemperatureUnit, value: CelsiusPerMinute): number {
  return unit === 'C' ? value : value * fahrenheitPerKelvin;
}

/**
 * The ways to tell how fast a temperature rises that a person can choose from: slopes of lines through the last 15, 30 or 60 s,
 * and what Artisan shows with its default settings.
 */
export const rateOfRiseMethodNames = ['ls30', 'ls15', 'ls60', 'artisan20'] as const;
export type RateOfRiseMethod = (typeof rateOfRiseMethodNames)[number];
