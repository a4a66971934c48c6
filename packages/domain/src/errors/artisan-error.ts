import { type ErrorCode, errorCodes, type RetryClass } from '#errors/codes.ts';
import type { RoastId } from '#ids.ts';

/**
 * A fault with a stable code: the port vanished, the disk is full. The message says operation, operand,
 * limit and actual value. Expected refusals are returned as {@link Refusal}, not thrown.
 */
export class ArtisanError extends Error {
  override readonly name = 'ArtisanError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }

  /** Whether doing the same again can help. */
  get retry(): RetryClass {
    return errorCodes[this.code].retry;
  }

  /** The error when it is one of ours; rethrows anything else, so that a catch never swallows by accident. */
  static accept(error: unknown): ArtisanError {
    if (error instanceof ArtisanError) return error;
    throw error;
  }

  /** Whether this is one of our errors with that code. */
  static is(error: unknown, code: ErrorCode): error is ArtisanError {
    return error instanceof ArtisanError && error.code === code;
  }
}

/** An expected "no", returned instead of thrown: a reason code and a sentence for a person. */
export interface Refusal {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly message: string;
  /** What stands in the way, where it can be looked at. */
  readonly roastId?: RoastId;
}

/** A value or the reason why there is none. */
export type Result<Value> = { readonly ok: true; readonly value: Value } | Refusal;

/** Wraps a value as a success. */
export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

/** Builds a refusal. */
export function refuse(code: ErrorCode, message: string): Refusal {
  return { ok: false, code, message };
}
