import type { MissionId } from '@artisan-ts/domain';
import type { AuditActor, CanonicalValue } from '@artisan-ts/trust';
import type { RoastSignals } from '#governor/signals.ts';
import type { ReasonCode } from '#reasons.ts';
import type { RanWith } from '#registry/definitions.ts';

/** The states of a mission, with what they mean for a person. */
export const missionStates = {
  PENDING: 'Allowed, and waiting for a worker.',
  RUNNING: 'A worker is on it.',
  RETRY: 'It runs again by itself at the time shown.',
  WAITING: 'It waits for a decision, an event or a time.',
  QUARANTINED: 'It needs the judgement of a person.',
  BLOCKED: 'It was refused by the rules.',
  DONE: 'Finished; result and trace are stored.',
  FAILED: 'It failed for a reason that trying again cannot cure.',
  DEAD: 'It was tried as often as it may be.',
  CANCELED: 'It was stopped.',
} as const;
export type MissionState = keyof typeof missionStates;

/** States that nothing leads out of. A second try is a new mission that points back. */
export const terminalStates: ReadonlySet<MissionState> = new Set([
  'BLOCKED',
  'DONE',
  'FAILED',
  'DEAD',
  'CANCELED',
]);

/** What the governor can say. */
export const decisions = ['ALLOW', 'QUARANTINE', 'RETRY_LATER', 'BLOCK'] as const;
export type Decision = (typeof decisions)[number];

/** What the governor said about a mission, and on which ground. */
export interface Governance {
  readonly decision: Decision;
  /** All of them, the one that decided first. */
  readonly reasons: readonly ReasonCode[];
  /** The rules that were in force. 0: none could be read. */
  readonly configVersion: number;
  readonly decidedAtMs: number;
  /** What a person who releases it must have seen. */
  readonly inputDigest: string;
  /** Better signals may lift a quarantine once. */
  readonly wasReconsidered: boolean;
}

/** The hold of one worker on a mission, for one epoch. */
export interface Lease {
  readonly workerId: string;
  readonly expiresAtMs: number;
  /** Heartbeats after it are refused, so that the lease runs out. */
  readonly attemptDeadlineAtMs: number;
}

/** What a suspended mission waits for. */
export interface MissionWait {
  readonly kind: 'approval' | 'event' | 'timer';
  readonly correlation: string;
  /** What the answer must be about; a changed proposal has another digest. */
  readonly digest: string;
  readonly deadlineAtMs: number;
  readonly onTimeout: 'RETRY' | 'FAILED' | 'CANCELED';
}

/** Who asked for a mission. */
export type MissionActor = AuditActor;

/** A unit of agent work. Units: all `Ms` are milliseconds since 1970 by the time that never decreases. */
export interface Mission {
  readonly id: MissionId;
  readonly orgId: string;
  readonly siteId: string;
  readonly machineId: string | null;
  readonly goal: string;
  readonly goalVersion: number;
  readonly params: CanonicalValue;
  /** SHA-256 over what makes this request this request; the same key with another is refused. */
  readonly fingerprint: string;
  /** What it is about, such as a roast. */
  readonly subjectId: string | null;
  readonly signals: RoastSignals | null;
  readonly idempotencyKey: string;
  readonly generation: number;
  readonly redriveOf: MissionId | null;
  readonly state: MissionState;
  /** Higher first. */
  readonly priority: number;
  readonly availableAtMs: number;
  readonly attempts: number;
  readonly maxAttempts: number;
  /** Goes up with every change of hands; whoever carries a lower one is too late. */
  readonly epoch: number;
  readonly lease: Lease | null;
  /** Never two running with the same. */
  readonly serialKey: string | null;
  readonly resumes: number;
  readonly wait: MissionWait | null;
  readonly resumePayload: CanonicalValue;
  readonly governance: Governance;
  readonly createdBy: MissionActor;
  readonly traceId: string;
  /** The versions of its last attempt; absent: of before there was a registry, or never taken. */
  readonly ranWith?: RanWith;
  readonly result: CanonicalValue;
  readonly lastError: MissionError | null;
  readonly storeIncarnation: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** Why the last attempt ended. `code` counts towards the breaker of the goal. */
export interface MissionError {
  readonly code: string;
  readonly message: string;
}

/** Whether a worker may take it now. */
export function isRunnable(mission: Mission, nowMs: number): boolean {
  if (mission.attempts >= mission.maxAttempts) return false;
  if (mission.state === 'PENDING' || mission.state === 'RETRY')
    return mission.availableAtMs <= nowMs;
  return (
    mission.state === 'RUNNING' && mission.lease !== null && mission.lease.expiresAtMs <= nowMs
  );
}
