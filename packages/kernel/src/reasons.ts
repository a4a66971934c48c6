/**
 * Every reason the kernel can give, in words for the person who reads it. Append only: a code keeps its meaning for ever.
 */
export const reasonWords = {
  BAD_INPUT: 'The request does not have the form that this goal needs.',
  GOAL_NOT_ALLOWED: 'This kind of work is not known, or not switched on here.',
  FORBIDDEN: 'Whoever asked may not do this here.',
  NOT_FOUND: 'There is nothing under that name.',
  ILLEGAL_TRANSITION: 'In its present state this cannot be done.',
  IDEMPOTENCY_MISMATCH: 'The same key was already used for something else.',
  STALE_EPOCH: 'Someone else holds this mission now; what came late was not taken.',
  LEASE_EXPIRED: 'The worker went silent; the mission is given to another.',
  CRASH_LOOP: 'Every worker that took this mission went silent.',
  ATTEMPTS_USED: 'It was tried as often as it may be, and failed each time.',
  WAIT_EXPIRED: 'What it waited for did not come in time.',
  EXPIRED: 'Nobody decided for thirty days.',
  RATE_LIMITED: 'Too much of this kind at once; it runs by itself when there is room.',
  BUDGET: 'The budget for today is used up.',
  BREAKER_OPEN: 'This kind of work kept failing and is paused for a few minutes.',
  KILL_SWITCH: 'A person has switched this off.',
  AUTONOMY_CAP: 'Nothing may do this without a person.',
  GRANT_STALE: 'What was allowed belonged to another version.',
  MISSING_SIGNALS: 'Nothing is known about the quality of this roast.',
  LOW_POINTS: 'The roast has too few readings to be judged.',
  SHORT_SESSION: 'The roast was too short to be judged.',
  LONG_SESSION: 'The roast lasted longer than a roast can.',
  NO_CHANNELS: 'Neither bean nor environment temperature was there most of the time.',
  GAP_TOO_LARGE: 'More than a fifth of the roast is missing.',
  SIGNALS_DOUBTFUL: 'Too much of what a probe said cannot be right.',
  SILENCE_CLOSE: 'Nobody ended this roast; it was closed when nothing more happened.',
  BAD_TIMELINE: 'The times of this roast contradict each other.',
  TRUST_TOO_LOW: 'It cannot be shown where the readings came from.',
  POLICY_DENIED: 'The rules of this site do not allow it.',
  TOOL_CHANGED: 'A tool is not the one that was registered.',
  TOOL_DENIED: 'The agent asked twice for something it may not use.',
  OUTPUT_INVALID: 'The result does not have the form it must have.',
  LIMIT_REACHED: 'It used up what one run may use.',
  CHECK_FAILED: 'A check could not be made; what cannot be checked does not run.',
  CONFIGURATION_UNREADABLE: 'The rules could not be read; nothing that has an effect runs.',
  STORE_BUSY: 'The store was busy; try again.',
  STORE_UNAVAILABLE: 'The store cannot be written at the moment.',
  CLOCK_UNTRUSTED: 'The clock of the computer is wrong by more than five minutes.',
  CLOCK_JUMP: 'The clock of the computer jumped ahead.',
  REJECTED: 'A person said no.',
  CANCELED: 'A person stopped it.',
  RETRY_SCHEDULED: 'It failed and is tried again.',
  FAILED_FOR_GOOD: 'It failed for a reason that trying again cannot cure.',
} as const;

/** One of the stable reason codes of the kernel. */
export type ReasonCode = keyof typeof reasonWords;

/** Reasons that concern the quality of the data alone: an operator at the machine can judge them. */
export const dataQualityReasons: ReadonlySet<ReasonCode> = new Set([
  'MISSING_SIGNALS',
  'LOW_POINTS',
  'SHORT_SESSION',
  'GAP_TOO_LARGE',
  'SIGNALS_DOUBTFUL',
  'SILENCE_CLOSE',
  'BAD_TIMELINE',
]);

/** Reasons that more or better signals can lift without a person. */
export const thinSignalReasons: ReadonlySet<ReasonCode> = new Set([
  'MISSING_SIGNALS',
  'LOW_POINTS',
]);

/** An expected "no" of the kernel: a code, and a sentence that says what, where and what to do. */
export interface KernelRefusal {
  readonly ok: false;
  readonly reason: ReasonCode;
  readonly message: string;
}

/** Builds a refusal. */
export function kernelRefusal(reason: ReasonCode, message: string): KernelRefusal {
  return { ok: false, reason, message };
}
