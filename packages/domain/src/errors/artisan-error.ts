import { type ErrorCode, errorCodes, type RetryClass } from '#errors/codes.ts';

/**
 * A fault with a stable code: the port vanished, the disk is full. The message says operation, operand,
 * limit and actual value. Expected refusals are returned as a `Refusal`, not thrown.
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
