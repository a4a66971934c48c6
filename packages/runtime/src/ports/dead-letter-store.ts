import type { ErrorCode, WallMs } from '@artisan-ts/domain';

/** A message that could not be used, and why. */
export interface DeadLetter {
  readonly wallMs: WallMs;
  readonly topic: string;
  readonly code: ErrorCode;
  readonly message: string;
  /** The beginning of what came. */
  readonly excerpt: string;
}

/** Keeps messages that could not be used, for whoever looks for the fault. Bounded; never throws. */
export interface DeadLetterStore {
  keep(letter: DeadLetter): void;
}
