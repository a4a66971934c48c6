const firstMs = 2_000;
const longestMs = 300_000;
/** What a failure may ask for at most. */
const retryAfterMaxMs = 3_600_000;

/**
 * How long to wait after the n-th attempt: `min(300 s, 2 s * 2^(n-1)) * u`, u uniform in [0.5, 1), so that what failed
 * together is not tried together. A failure that names a longer time is heard, up to an hour.
 */
export function backoffMs(attempts: number, chance: number, retryAfterMs: number | null): number {
  const doubled = firstMs * 2 ** Math.max(0, Math.min(attempts - 1, 30));
  const drawn = Math.min(longestMs, doubled) * (0.5 + chance / 2);
  return Math.round(Math.max(drawn, Math.min(retryAfterMs ?? 0, retryAfterMaxMs)));
}
