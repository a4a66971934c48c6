import type { MissionId, RoastId } from '@artisan-ts/domain';
import type {
  Definition,
  KernelRefusal,
  Mission,
  MissionActor,
  MissionError,
  MissionState,
  MissionStep,
  MissionWait,
  ReasonCode,
  RegisteredVersion,
  RoastSignals,
  Role,
  WorkerScope,
} from '@artisan-ts/kernel';
import type { CanonicalValue, Checkpoint, StoredEntry } from '@artisan-ts/trust';

/** Whoever asks for a change: from the station's own records, never from a request. */
export interface MissionAsker {
  readonly actor: MissionActor;
  readonly role: Role;
  readonly orgId: string;
}

/** Names a new mission. */
export interface MissionIdentity {
  readonly id: MissionId;
  readonly traceId: string;
}

/** A request for a mission. What the goal decides (attempts, lease, serial key) is not in it. */
export interface MissionAsk {
  readonly by: MissionAsker;
  readonly siteId: string;
  readonly machineId: string | null;
  readonly goal: string;
  readonly params: CanonicalValue;
  readonly subjectId: string | null;
  readonly signals: RoastSignals | null;
  /** Unique within the organisation: the same key with the same content is answered with the mission that exists. */
  readonly idempotencyKey: string;
  readonly identity: MissionIdentity;
}

/** The mission of a request; `isReplay` when it was there already. */
export type MissionCreated =
  | { readonly ok: true; readonly mission: Mission; readonly isReplay: boolean }
  | KernelRefusal;

/** The hold of a worker on a mission. Whoever carries an older epoch is too late. */
export interface MissionHold {
  readonly missionId: MissionId;
  readonly epoch: number;
  readonly workerId: string;
}

/** How an attempt went wrong. */
export interface MissionFailure {
  readonly error: MissionError;
  readonly isPermanent: boolean;
  /** Wait at least so long; null: by back-off. */
  readonly retryAfterMs: number | null;
  /** From [0, 1). */
  readonly chance: number;
}

/** One finished step of a mission: read back after a crash, not run again. */
export interface JournalStep {
  readonly missionId: MissionId;
  /** 0, 1, 2, ... */
  readonly stepNo: number;
  readonly name: string;
  readonly epoch: number;
  readonly output: CanonicalValue;
  readonly atMs: number;
}

/** One thing that was done for a mission, and how long it took: a span of its trace. */
export interface MissionSpan {
  /** 16 hex digits, unique within the mission. */
  readonly spanId: string;
  /** What it was part of; null: a whole attempt. */
  readonly parentId: string | null;
  readonly epoch: number;
  readonly name: string;
  readonly startMs: number;
  readonly durationUs: number;
  readonly isError: boolean;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

/** What stands for the trace of a mission that ended long ago. */
export interface TraceDigest {
  /** How many spans it had. */
  readonly spans: number;
  /** SHA-256 over the JSON of its spans in their order, 64 hex digits; an entry of the audit log says the same. */
  readonly digest: string;
  /** When it took their place. */
  readonly atMs: number;
}

/** What became of the registration of a definition. `changed`: that version is another here, and stays it. */
export interface Registration {
  readonly outcome: 'new' | 'known' | 'changed';
  readonly version: RegisteredVersion;
}

/** What a person decides about a quarantined mission. */
export type MissionDecision =
  | {
      readonly kind: 'approve';
      readonly waivedReasons: readonly ReasonCode[];
      /** Digest of the data that was shown. */
      readonly inputDigest: string;
    }
  | { readonly kind: 'reject' };

export interface MissionQuery {
  readonly orgId: string;
  readonly limit: number;
  readonly states?: readonly MissionState[];
  readonly subjectId?: string;
  /** Continue after this one; from the page before. */
  readonly after?: MissionId;
}

/** A closing of a roast that has no report mission yet. */
export interface UnreportedClose {
  readonly roastId: RoastId;
  /** The revision with which it was closed. */
  readonly revision: number;
}

/**
 * Missions, their journal and the audit log. Each method is one transaction: the row is read, the kernel decides, and the
 * change is written, guarded by the state and epoch that were read, with its audit entry and its news. A refusal of the
 * kernel is a returned value and changes nothing.
 *
 * `nowMs` is wall time that never decreases. @throws ArtisanError `store.*`
 */
export interface MissionStore {
  /** A replay costs nothing; otherwise the governor decides with facts of the same transaction. */
  createMission(ask: MissionAsk, nowMs: number): Promise<MissionCreated>;
  /** Gives a worker the next mission it may have, or null. */
  claimNext(worker: WorkerScope, nowMs: number): Promise<Mission | null>;
  heartbeat(hold: MissionHold, nowMs: number): Promise<MissionStep>;
  /**
   * Refused while no step of the mission is in the journal. Here and in the other ends of an attempt `spans` are what was done
   * in it since its last step: kept with the end, or refused with it.
   */
  complete(
    hold: MissionHold,
    outcome: { readonly result: CanonicalValue; readonly isResultValid: boolean },
    nowMs: number,
    spans?: readonly MissionSpan[],
  ): Promise<MissionStep>;
  fail(
    hold: MissionHold,
    failure: MissionFailure,
    nowMs: number,
    spans?: readonly MissionSpan[],
  ): Promise<MissionStep>;
  /** Gives a mission back that the worker cannot finish: another may take it at once, and the attempt is not counted. */
  release(hold: MissionHold, nowMs: number, spans?: readonly MissionSpan[]): Promise<MissionStep>;
  suspend(hold: MissionHold, wait: MissionWait, nowMs: number): Promise<MissionStep>;
  flag(
    hold: MissionHold,
    reasons: readonly ReasonCode[],
    nowMs: number,
    spans?: readonly MissionSpan[],
  ): Promise<MissionStep>;
  satisfy(
    id: MissionId,
    answer: {
      readonly correlation: string;
      readonly digest: string;
      readonly payload: CanonicalValue;
    },
    nowMs: number,
  ): Promise<MissionStep>;
  /** Deals with what is overdue, at most 100 missions; gives how many. */
  sweep(nowMs: number): Promise<number>;

  decide(
    by: MissionAsker,
    id: MissionId,
    decision: MissionDecision,
    nowMs: number,
  ): Promise<MissionStep>;
  cancel(by: MissionAsker, id: MissionId, nowMs: number): Promise<MissionStep>;
  retryNow(by: MissionAsker, id: MissionId, nowMs: number): Promise<MissionStep>;
  /** A second life of a mission that is dead or failed, once; asked again, it gives the one there is. */
  redrive(
    by: MissionAsker,
    id: MissionId,
    identity: MissionIdentity,
    nowMs: number,
  ): Promise<MissionCreated>;

  mission(id: MissionId): Promise<Mission | null>;
  /** Newest first. */
  listMissions(query: MissionQuery): Promise<readonly Mission[]>;

  /** Stores a finished step, fenced. A step that is there already stays as it is, and is given back. */
  writeStep(
    hold: MissionHold,
    step: Pick<JournalStep, 'stepNo' | 'name' | 'output'> & {
      /** What was done for it. */
      readonly spans?: readonly MissionSpan[];
    },
    nowMs: number,
  ): Promise<{ readonly ok: true; readonly step: JournalStep } | KernelRefusal>;
  /** In order. */
  steps(id: MissionId): Promise<readonly JournalStep[]>;

  /** The trace of a mission, in the order in which spans ended; empty once its digest took its place. */
  spans(id: MissionId): Promise<readonly MissionSpan[]>;
  /** null while the trace itself is kept, or when there was none. */
  traceDigest(id: MissionId): Promise<TraceDigest | null>;
  /** Puts digests in the place of traces that are kept no longer, at most 50, each with its entry in the log; gives how many. */
  digestTraces(nowMs: number): Promise<number>;

  /**
   * Registers definitions that are new, each with its entry in the log of the organisation. A version that is there with other
   * content stays as it is.
   */
  register(
    orgId: string,
    definitions: readonly Definition[],
    nowMs: number,
  ): Promise<readonly Registration[]>;
  /** Every version that was ever registered, oldest first. */
  registered(): Promise<readonly RegisteredVersion[]>;

  /** Entries of the audit log in order, from a sequence number on. */
  auditEntries(log: string, fromSeq: number, limit: number): Promise<readonly StoredEntry[]>;
  /** How the log stands: to be kept elsewhere. null when nothing is in it. */
  checkpoint(log: string, nowMs: number): Promise<Checkpoint | null>;

  /** Closings since a moment that have no report mission, oldest first. */
  unreported(
    orgId: string,
    sinceWallMs: number,
    limit: number,
  ): Promise<readonly UnreportedClose[]>;
}
