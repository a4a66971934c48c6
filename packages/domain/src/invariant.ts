import { ArtisanError } from '#errors/artisan-error.ts';

/**
 * States what must be true here whatever the input was. A failure is a defect in this program.
 *
 * @throws ArtisanError `defect.invariant`
 */
export function invariant(condition: boolean, statement: string): asserts condition {
  if (!condition) throw new ArtisanError('defect.invariant', statement);
}

/** Ends a switch over a union: a new member fails to compile here. */
export function unreachable(value: never): never {
  throw new ArtisanError('defect.invariant', `unexpected case ${JSON.stringify(value)}`);
}
