import type { MissionId } from '@artisan-ts/domain';
import type {
  Breaker,
  Bucket,
  DefinitionKind,
  Mission,
  ReasonCode,
  RegisteredVersion,
} from '@artisan-ts/kernel';
import type { StoredEntry } from '@artisan-ts/trust';
import type { Later } from '#missions/operation.ts';
import type {
  JournalStep,
  MissionQuery,
  MissionSpan,
  TraceDigest,
  UnreportedClose,
} from '#ports/mission-store.ts';

/** The end of an audit log. */
export interface AuditTail {
  readonly size: number;
  /** 64 hex digits. */
  readonly head: string;
  readonly ts: number;
}

/** News of a mission for whoever listens. */
export interface MissionNews {
  readonly kind: string;
  readonly missionId: MissionId;
  readonly epoch: number;
  readonly wallMs: number;
}

/**
 * The rows of missions as one database has them, inside a transaction that is open: what every store of ours must bring for
 * {@link missionOperations}. What is read to be changed stays as it is until the transaction ends.
 */
export interface MissionTables {
  /** Nobody else decides about missions of these organisations until the transaction ends. */
  hold(orgId: string): Later<void>;

  mission(id: MissionId): Later<Mission | null>;
  /** The newest generation under a key. */
  byKey(orgId: string, key: string): Later<Mission | null>;
  insert(mission: Mission): Later<void>;
  /** Guarded by state and epoch of `before`. @throws ArtisanError `request.conflict` unless exactly one row changed */
  replace(before: Mission, after: Mission): Later<void>;
  /**
   * The next runnable mission of an organisation with one of these goals; none whose serial key is in use by another. What
   * somebody else is about to change is passed over, not waited for.
   */
  nextRunnable(orgId: string, goals: readonly string[], nowMs: number): Later<Mission | null>;
  running(orgId: string): Later<number>;
  /** What is overdue, the longest first; without what somebody else is about to change. */
  overdue(nowMs: number, limit: number): Later<readonly Mission[]>;
  list(query: MissionQuery): Later<readonly Mission[]>;

  bucket(key: string): Later<Bucket | null>;
  putBucket(key: string, bucket: Bucket): Later<void>;
  breaker(key: string): Later<Breaker | null>;
  putBreaker(key: string, breaker: Breaker): Later<void>;

  steps(id: MissionId): Later<readonly JournalStep[]>;
  insertStep(step: JournalStep): Later<void>;

  insertSpan(id: MissionId, span: MissionSpan): Later<void>;
  spans(id: MissionId): Later<readonly MissionSpan[]>;
  removeSpans(id: MissionId): Later<void>;
  /** Missions that ended up to a moment and still have their spans, at most `limit`. */
  withOldTraces(untilMs: number, limit: number): Later<readonly Mission[]>;
  traceDigest(id: MissionId): Later<TraceDigest | null>;
  putTraceDigest(id: MissionId, digest: TraceDigest): Later<void>;

  registeredVersion(
    kind: DefinitionKind,
    id: string,
    version: number,
  ): Later<RegisteredVersion | null>;
  /** `text`: the definition, canonical. */
  insertVersion(version: RegisteredVersion & { readonly text: string }): Later<void>;
  registered(): Later<readonly RegisteredVersion[]>;

  auditTail(log: string): Later<AuditTail | null>;
  appendAudit(log: string, entry: StoredEntry & { readonly ts: number }): Later<void>;
  auditEntries(log: string, fromSeq: number, limit: number): Later<readonly StoredEntry[]>;

  putNews(news: MissionNews): Later<void>;
  putDeadLetter(id: MissionId, reason: ReasonCode, atMs: number): Later<void>;

  unreported(orgId: string, sinceWallMs: number, limit: number): Later<readonly UnreportedClose[]>;
}
