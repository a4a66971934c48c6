import type { CanonicalValue } from '@artisan-ts/trust';
import type { RoastSignals } from '#governor/signals.ts';
import type { Verdict } from '#governor/verdict.ts';
import type { MissionActor, MissionError, MissionWait } from '#mission/mission.ts';
import type { ReasonCode } from '#reasons.ts';
import type { RanWith } from '#registry/definitions.ts';

/** What a worker may take: from its registration, never from its request. */
export interface WorkerScope {
  readonly workerId: string;
  readonly orgs: readonly string[];
  readonly goals: readonly string[];
  /** The registered versions it works with, by goal; an attempt is pinned to them. */
  readonly versions?: Readonly<Record<string, RanWith>>;
}

/** Every word of a worker about a mission carries this: without it, or with an old one, nothing changes. */
interface Fenced {
  readonly epoch: number;
  readonly workerId: string;
}

/** A person, already found to be allowed to do this. */
interface ByPerson {
  readonly by: MissionActor;
}

/** What can happen to a mission. Permission is the policy's to check before; this is what the state allows. */
export type MissionEvent =
  | {
      readonly type: 'claim';
      readonly worker: WorkerScope;
      readonly leaseMs: number;
      readonly deadlineMs: number;
      /** Nothing else runs under its serial key. */
      readonly isSerialKeyFree: boolean;
    }
  | ({ readonly type: 'heartbeat'; readonly leaseMs: number } & Fenced)
  | ({
      readonly type: 'complete';
      readonly result: CanonicalValue;
      readonly isTraceStored: boolean;
      readonly isResultValid: boolean;
    } & Fenced)
  | ({
      readonly type: 'fail';
      readonly error: MissionError;
      readonly isPermanent: boolean;
      /** Wait at least so long; honoured up to an hour. null: by back-off. */
      readonly retryAfterMs: number | null;
      /** From [0, 1). */
      readonly chance: number;
    } & Fenced)
  | ({ readonly type: 'suspend'; readonly wait: MissionWait } & Fenced)
  /** A worker that has to stop gives the mission back. */
  | ({ readonly type: 'release' } & Fenced)
  | ({ readonly type: 'flag'; readonly reasons: readonly ReasonCode[] } & Fenced)
  | {
      readonly type: 'satisfy';
      readonly correlation: string;
      readonly digest: string;
      readonly payload: CanonicalValue;
    }
  /** Time has passed: whatever is overdue is dealt with. */
  | { readonly type: 'sweep' }
  | ({
      readonly type: 'approve';
      readonly waivedReasons: readonly ReasonCode[];
      readonly inputDigest: string;
    } & ByPerson)
  | ({ readonly type: 'reject' } & ByPerson)
  | {
      readonly type: 'reconsider';
      readonly signals: RoastSignals;
      readonly verdict: Verdict;
      readonly inputDigest: string;
    }
  | ({ readonly type: 'cancel' } & ByPerson)
  | ({ readonly type: 'retryNow' } & ByPerson);

export type MissionEventType = MissionEvent['type'];
export type EventOf<Type extends MissionEventType> = Extract<MissionEvent, { type: Type }>;

/** What is to be written with the mission, in the same transaction. */
export type MissionEffect =
  | {
      readonly type: 'audit';
      readonly action: `mission.${string}`;
      readonly reasons: readonly ReasonCode[];
      /** null: the kernel itself. */
      readonly by: MissionActor | null;
    }
  | { readonly type: 'outbox'; readonly kind: `mission.${string}` }
  | { readonly type: 'deadLetter'; readonly reason: ReasonCode };
