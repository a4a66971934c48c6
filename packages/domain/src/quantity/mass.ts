import type { Brand } from '#brand.ts';
import { ArtisanError } from '#errors/artisan-error.ts';
import { finite } from '#quantity/finite.ts';

/** A mass in grams. */
export type Grams = Brand<number, 'Grams'>;

/** Units a person weighs in. */
export const massUnits = ['g', 'kg', 'lb', 'oz'] as const;
export type MassUnit = (typeof massUnits)[number];

const poundsPerKilogram = 2.20462262185;
const gramsPer: Readonly<Record<MassUnit, number>> = {
  g: 1,
  kg: 1000,
  lb: 1000 / poundsPerKilogram,
  oz: 1000 / poundsPerKilogram / 16,
};

/** @throws ArtisanError `quantity.not-finite`, or `quantity.out-of-range` when negative */
export function Grams(value: number): Grams {
  if (finite(value, 'mass') < 0) {
    throw new ArtisanError('quantity.out-of-range', `a mass cannot be negative, got ${value} g`);
  }
  return value as Grams;
}

/** The mass that reads `value` in `unit`. */
export function massFrom(unit: MassUnit, value: number): Grams {
  return Grams(value * gramsPer[unit]);
}

/** A mass as the number shown in `unit`. */
export function massIn(unit: MassUnit, value: Grams): number {
  return value / gramsPer[unit];
}

/** Weight loss in percent of green, 0 to 100, or null when it cannot be told. */
export function weightLossPct(greenG: Grams | null, roastedG: Grams | null): number | null {
  if (greenG === null || roastedG === null || greenG <= 0 || roastedG <= 0) return null;
  return roastedG > greenG ? null : ((greenG - roastedG) / greenG) * 100;
}
