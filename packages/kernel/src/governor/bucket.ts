/** How a bucket fills. Units: tokens, tokens per hour. */
export interface BucketRule {
  readonly capacity: number;
  readonly refillPerHour: number;
}

/** What is in a bucket, as it was last written. */
export interface Bucket {
  readonly tokens: number;
  readonly atMs: number;
}

/** Either a bucket with one token less, or when there will be one. */
export type Taken =
  | { readonly ok: true; readonly bucket: Bucket }
  | { readonly ok: false; readonly availableAtMs: number };

const hourMs = 3_600_000;

/** A bucket nobody took from yet. */
export function fullBucket(rule: BucketRule, nowMs: number): Bucket {
  return { tokens: rule.capacity, atMs: nowMs };
}

/** What is in the bucket now. Time that goes backwards adds nothing. */
export function levelOf(rule: BucketRule, bucket: Bucket, nowMs: number): number {
  const passedMs = Math.max(0, nowMs - bucket.atMs);
  return Math.min(rule.capacity, bucket.tokens + (passedMs / hourMs) * rule.refillPerHour);
}

/** Takes one token. Two callers never get the same one: the store writes the bucket in the transaction that read it. */
export function takeToken(rule: BucketRule, bucket: Bucket, nowMs: number): Taken {
  const level = levelOf(rule, bucket, nowMs);
  if (level >= 1)
    return { ok: true, bucket: { tokens: level - 1, atMs: Math.max(nowMs, bucket.atMs) } };
  if (rule.refillPerHour <= 0) return { ok: false, availableAtMs: nowMs + hourMs };
  return {
    ok: false,
    availableAtMs: nowMs + Math.ceil(((1 - level) / rule.refillPerHour) * hourMs),
  };
}
