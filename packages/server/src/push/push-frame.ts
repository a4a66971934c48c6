import { type PushBody, pushBody } from '@artisan-ts/contracts';
import { ArtisanError, type Result, refuse } from '@artisan-ts/domain';
import type { PushReceipt } from '@artisan-ts/runtime';
import { problemOf } from '#http/problem.ts';
import { readStrictly } from '#mqtt/envelope-bytes.ts';

/** The reading in a message of a device. @returns a refusal `input.invalid` that says what is wrong with it */
export function readingIn(bytes: Uint8Array): Result<PushBody> {
  const read = readStrictly<PushBody>(bytes, pushBody);
  return read.ok ? read : refuse('input.invalid', read.message);
}

/** The number under which a device waits for its answer; null: there is none to be found. */
export function seqIn(bytes: Uint8Array): number | null {
  try {
    const seq: unknown = Reflect.get(Object(JSON.parse(Buffer.from(bytes).toString())), 'seq');
    return typeof seq === 'number' && Number.isSafeInteger(seq) && seq >= 0 ? seq : null;
  } catch {
    // What is wrong with it is said in the answer.
    return null;
  }
}

/** What a device is told of the reading of that number: as over HTTP, a receipt or a problem. */
export function answerText(seq: number | null, answer: Result<PushReceipt>): string {
  return JSON.stringify({ seq, ...(answer.ok ? answer.value : problemOf(answer)) });
}

/** What a device is told when the station failed it. */
export function failureOf(error: unknown): Result<PushReceipt> {
  if (error instanceof ArtisanError) return refuse(error.code, error.message);
  return refuse('defect.invariant', 'the reading failed inside the station; recording goes on');
}
