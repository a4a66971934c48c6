import { InvalidArgumentError } from 'commander';

const most = 1_000_000;

/** A count on the command line. Throws what commander turns into a usage error. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new InvalidArgumentError(`a whole number from 1 to ${most}.`);
}
