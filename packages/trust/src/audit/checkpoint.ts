import { utf8Bytes } from '#bytes.ts';
import { canonicalText } from '#canonical.ts';

/**
 * What a log looked like at a moment: how many entries, and the hash of the last. A chain alone cannot show that its tail
 * was cut off; a checkpoint that is kept elsewhere (an anchor) can.
 *
 * Units: `ts` milliseconds since 1970 UTC; `head` 64 hex digits.
 */
export interface Checkpoint {
  readonly v: 1;
  readonly log: string;
  readonly size: number;
  readonly head: string;
  readonly ts: number;
  readonly storeIncarnation: number;
}

/** A checkpoint with the signature of the log's key over {@link checkpointBytes}, base64url. */
export interface SignedCheckpoint extends Checkpoint {
  readonly kid: string;
  readonly sig: string;
}

/** A checkpoint is due after so many entries, or after so long, whichever comes first. */
export const checkpointEntries = 256;
export const checkpointEveryMs = 60_000;

/** The bytes a checkpoint's signature covers: a tag, so that it can stand for nothing else, and its one spelling. */
export function checkpointBytes(checkpoint: Checkpoint): Uint8Array {
  const { v, log, size, head, ts, storeIncarnation } = checkpoint;
  return utf8Bytes(
    `artisan.checkpoint.v1\u0000${canonicalText({ v, log, size, head, ts, storeIncarnation })}`,
  );
}

/** A code short enough to print and to type: the first 80 bits of the head in groups of five hex digits. */
export function checkpointCode(checkpoint: Pick<Checkpoint, 'size' | 'head'>): string {
  const digits = checkpoint.head.slice(0, 20).match(/.{5}/g) ?? [];
  return [String(checkpoint.size), ...digits].join('-');
}
