import type { Problem } from '@artisan-ts/contracts';
import { type ErrorCode, errorCodes, type Refusal, type RetryClass } from '@artisan-ts/domain';

/** Media type of RFC 9457. */
export const problemMediaType = 'application/problem+json';

const statusByRetry: Readonly<Record<RetryClass, number>> = {
  never: 422,
  'after-change': 409,
  later: 503,
};

/** Codes whose meaning HTTP has a word of its own for. */
const statusByCode: Readonly<Partial<Record<ErrorCode, number>>> = {
  'defect.invariant': 500,
  'id.malformed': 400,
  'input.invalid': 400,
  'input.too-large': 413,
  'request.not-found': 404,
  'request.forbidden-host': 403,
  'access.not-signed-in': 401,
  'access.denied': 403,
  'access.wrong-pin': 403,
  'access.too-many-tries': 429,
  'format.too-large': 413,
  'driver.settings': 422,
  'lever.out-of-range': 422,
  'mark.order': 422,
  'photo.type': 415,
  'photo.unavailable': 404,
  'store.full': 507,
  'store.read-only': 507,
  'store.corrupt': 500,
};

/** The HTTP status a reason code is answered with. */
export function statusOf(code: ErrorCode): number {
  return statusByCode[code] ?? statusByRetry[errorCodes[code].retry];
}

/** A reason code as RFC 9457 problem details. `status` where HTTP knows better than the code. */
export function problemOf(
  reason: Pick<Refusal, 'code' | 'message' | 'roastId'>,
  more: { readonly status?: number; readonly errors?: Problem['errors'] } = {},
): Problem {
  return {
    type: `urn:artisan:problem:${reason.code}`,
    title: errorCodes[reason.code].meaning,
    status: more.status ?? statusOf(reason.code),
    detail: reason.message,
    code: reason.code,
    ...(reason.roastId === undefined ? {} : { roastId: reason.roastId }),
    ...(more.errors ? { errors: more.errors } : {}),
  };
}
