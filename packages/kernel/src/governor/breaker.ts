/** When a kind of work that keeps failing is paused. */
export interface BreakerRule {
  /** So many failures in a row with one error code, */
  readonly failures: number;
  /** within this time, */
  readonly windowMs: number;
  /** pause it so long; then one trial decides. */
  readonly openMs: number;
}

/** Five of one kind in ten minutes: five minutes of pause. */
export const goalBreakerRule: BreakerRule = {
  failures: 5,
  windowMs: 600_000,
  openMs: 300_000,
};

/** What is remembered of a kind of work. */
export interface Breaker {
  /** Failures in a row with one code, oldest first; at most as many as the rule counts. */
  readonly failedAtMs: readonly number[];
  readonly code: string | null;
  /** Paused until then; null when closed. */
  readonly openUntilMs: number | null;
  /** After the pause one trial runs until this time, and nothing else. */
  readonly trialUntilMs: number | null;
}

/** Nothing failed yet. */
export const closedBreaker: Breaker = {
  failedAtMs: [],
  code: null,
  openUntilMs: null,
  trialUntilMs: null,
};

export type BreakerPhase = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

/** Whether work passes, is paused, or may be tried once. */
export function breakerPhase(breaker: Breaker, nowMs: number): BreakerPhase {
  if (breaker.openUntilMs === null) return 'CLOSED';
  return nowMs < breaker.openUntilMs ? 'OPEN' : 'HALF_OPEN';
}

/** When work may be asked for again, or null when it passes now. */
export function pausedUntilMs(breaker: Breaker, nowMs: number): number | null {
  const phase = breakerPhase(breaker, nowMs);
  if (phase === 'CLOSED') return null;
  if (phase === 'OPEN') return breaker.openUntilMs;
  return breaker.trialUntilMs !== null && nowMs < breaker.trialUntilMs
    ? breaker.trialUntilMs
    : null;
}

/** The one trial after a pause begins: nothing else passes until it ended or `trialMs` went by. */
export function beginTrial(breaker: Breaker, trialMs: number, nowMs: number): Breaker {
  if (breakerPhase(breaker, nowMs) !== 'HALF_OPEN') return breaker;
  return { ...breaker, trialUntilMs: nowMs + trialMs };
}

/** How an attempt ended; `code` null when it succeeded. */
export function recordOutcome(
  breaker: Breaker,
  rule: BreakerRule,
  code: string | null,
  nowMs: number,
): Breaker {
  // What was still under way when the pause began says nothing new.
  if (breakerPhase(breaker, nowMs) === 'OPEN') return breaker;
  if (code === null) return closedBreaker;
  if (breakerPhase(breaker, nowMs) === 'HALF_OPEN') {
    return { ...breaker, code, openUntilMs: nowMs + rule.openMs, trialUntilMs: null };
  }
  const before = breaker.code === code ? breaker.failedAtMs : [];
  const failedAtMs = [...before, nowMs]
    .filter((atMs) => nowMs - atMs < rule.windowMs)
    .slice(-rule.failures);
  const openUntilMs = failedAtMs.length >= rule.failures ? nowMs + rule.openMs : null;
  return { failedAtMs, code, openUntilMs, trialUntilMs: null };
}
