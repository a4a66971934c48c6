import type { RandomStream } from '@artisan-ts/domain';

/** A whole number from 0 on, below the limit. */
export function below(chance: RandomStream, limit: number): number {
  return Math.floor(chance.next() * limit);
}

export function pick<Choice>(chance: RandomStream, choices: readonly Choice[]): Choice {
  return choices[below(chance, choices.length)] as Choice;
}

/** A random span, in seconds. */
export function between(chance: RandomStream, fromS: number, toS: number): number {
  return fromS + chance.next() * (toS - fromS);
}
