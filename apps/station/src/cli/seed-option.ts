import { InvalidArgumentError } from 'commander';

const seedMax = 2 ** 32 - 1;

/**
 * The value of `--seed`: a whole number from 0 to 2^32 - 1.
 *
 * @throws InvalidArgumentError for anything else
 */
export function seedOf(text: string): number {
  const seed = Number(text);
  if (text.trim() !== '' && Number.isInteger(seed) && seed >= 0 && seed <= seedMax) return seed;
  throw new InvalidArgumentError(`a whole number from 0 to ${seedMax}.`);
}
