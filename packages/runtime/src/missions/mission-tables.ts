import type { MissionId } from '@artisan-ts/domain';
import type { Breaker, Bucket, Mission, ReasonCode, WorkerScope } from '@artisan-ts/kernel';
import type { StoredEntry } from '@artisan-ts/trust';
import type { JournalStep, MissionQuery, UnreportedClose } from '#ports/mission-store.ts';

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
 * The rows of missions as one embedded database has them, inside a transaction that is open: what every store of ours
 * must bring for {@link missionOperations}.
 */
export interface MissionTables {
  mission(id: MissionId): Mission | null;
  /** The newest generation under a key. */
  byKey(orgId: string, key: string): Mission | null;
  insert(mission: Mission): void;
  /** Guarded by state and epoch of `before`. @throws ArtisanError `request.conflict` unless exactly one row changed */
  replace(before: Mission, after: Mission): void;
  /** Runnable missions a worker may have, the next one first; without those whose serial key is in use by another. */
  runnable(worker: WorkerScope, nowMs: number, limit: number): readonly Mission[];
  running(orgId: string): number;
  overdue(nowMs: number, limit: number): readonly Mission[];
  list(query: MissionQuery): readonly Mission[];

  bucket(key: string): Bucket | null;
  putBucket(key: string, bucket: Bucket): void;
  breaker(key: string): Breaker | null;
  putBreaker(key: string, breaker: Breaker): void;

  steps(id: MissionId): readonly JournalStep[];
  insertStep(step: JournalStep): void;

  auditTail(log: string): AuditTail | null;
  appendAudit(log: string, entry: StoredEntry & { readonly ts: number }): void;
  auditEntries(log: string, fromSeq: number, limit: number): readonly StoredEntry[];

  putNews(news: MissionNews): void;
  putDeadLetter(id: MissionId, reason: ReasonCode, atMs: number): void;

  unreported(orgId: string, sinceWallMs: number, limit: number): readonly UnreportedClose[];
}
