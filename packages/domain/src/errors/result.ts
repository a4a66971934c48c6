import type { ErrorCode } from '#errors/codes.ts';
import type { RoastId } from '#ids.ts';

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
