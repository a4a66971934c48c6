import type { Decision } from '#mission/mission.ts';
import type { ReasonCode } from '#reasons.ts';

/** What the governor decided. `availableAtMs` says when to try again; only for RETRY_LATER. */
export interface Verdict {
  readonly decision: Decision;
  readonly reasons: readonly ReasonCode[];
  readonly availableAtMs: number | null;
  readonly configVersion: number;
}
