import { ArtisanError } from '#errors/artisan-error.ts';

/**
 * Checks that a number can be a measured quantity.
 *
 * @throws ArtisanError `quantity.not-finite`
 */
export function finite(value: number, name: string): number {
  if (!Number.isFinite(value)) {
    throw new ArtisanError('quantity.not-finite', `${name} must be finite, got ${value}`);
  }
  return value;
}
