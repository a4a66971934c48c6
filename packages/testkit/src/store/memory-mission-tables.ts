import { ArtisanError, type MissionId } from '@artisan-ts/domain';
import {
  type Breaker,
  type Bucket,
  type DefinitionKind,
  isRunnable,
  type Mission,
  quarantineDaysMax,
  type RegisteredVersion,
  terminalStates,
} from '@artisan-ts/kernel';
import {
  type JournalStep,
  type MissionNews,
  type MissionQuery,
  type MissionSpan,
  type MissionTables,
  reportKey,
  type TraceDigest,
  type UnreportedClose,
} from '@artisan-ts/runtime';
import type { StoredEntry } from '@artisan-ts/trust';

const dayMs = 86_400_000;

/** A closing of a roast, as the roast store committed it. */
export type CommittedClose = UnreportedClose & { readonly wallMs: number };

/** Missions in memory. Every change can be taken back until it is kept. */
export class MemoryMissionTables implements MissionTables {
  readonly missions = new Map<MissionId, Mission>();
  readonly news: MissionNews[] = [];
  readonly deadLetters = new Map<MissionId, string>();
  readonly #steps: JournalStep[] = [];
  #spans: { readonly missionId: MissionId; readonly span: MissionSpan }[] = [];
  readonly #digests = new Map<MissionId, TraceDigest>();
  readonly #versions: RegisteredVersion[] = [];
  readonly #buckets = new Map<string, Bucket>();
  readonly #breakers = new Map<string, Breaker>();
  readonly #audit: (StoredEntry & { readonly log: string; readonly ts: number })[] = [];
  readonly #closes: () => readonly CommittedClose[];
  #undo: (() => void)[] = [];

  constructor(closes: () => readonly CommittedClose[]) {
    this.#closes = closes;
  }

  /** Keeps what was changed since the last time; says whether anything was. */
  keep(): boolean {
    const isChanged = this.#undo.length > 0;
    this.#undo = [];
    return isChanged;
  }

  /** Takes back what was changed since the last time; says whether anything was. */
  takeBack(): boolean {
    const steps = this.#undo.reverse();
    this.#undo = [];
    for (const step of steps) step();
    return steps.length > 0;
  }

  mission(id: MissionId): Mission | null {
    return this.missions.get(id) ?? null;
  }

  byKey(orgId: string, key: string): Mission | null {
    const found = [...this.missions.values()].filter(
      (each) => each.orgId === orgId && each.idempotencyKey === key,
    );
    return found.sort((a, b) => b.generation - a.generation)[0] ?? null;
  }

  insert(mission: Mission): void {
    const { id, orgId, idempotencyKey, generation } = mission;
    const known = this.byKey(orgId, idempotencyKey);
    if (this.missions.has(id) || (known !== null && known.generation >= generation)) {
      throw new ArtisanError('request.conflict', `mission ${id} is there already`);
    }
    this.#set(this.missions, id, mission);
  }

  replace(before: Mission, after: Mission): void {
    const stored = this.missions.get(before.id);
    if (stored?.state !== before.state || stored.epoch !== before.epoch) {
      throw new ArtisanError('request.conflict', `mission ${before.id} was changed; read it again`);
    }
    this.#set(this.missions, after.id, after);
  }

  hold(): void {
    // One operation runs after the other.
  }

  nextRunnable(orgId: string, goals: readonly string[], nowMs: number): Mission | null {
    const all = [...this.missions.values()];
    const isFree = ({ id, serialKey }: Mission): boolean =>
      serialKey === null ||
      !all.some(
        (other) =>
          other.state === 'RUNNING' &&
          other.id !== id &&
          other.orgId === orgId &&
          other.serialKey === serialKey,
      );
    const isMeant = (mission: Mission): boolean =>
      mission.orgId === orgId &&
      goals.includes(mission.goal) &&
      isRunnable(mission, nowMs) &&
      isFree(mission);
    const found = all
      .filter(isMeant)
      .sort(
        (a, b) =>
          b.priority - a.priority || a.availableAtMs - b.availableAtMs || (a.id < b.id ? -1 : 1),
      );
    return found[0] ?? null;
  }

  running(orgId: string): number {
    return [...this.missions.values()].filter(
      (each) => each.orgId === orgId && each.state === 'RUNNING',
    ).length;
  }

  overdue(nowMs: number, limit: number): readonly Mission[] {
    return [...this.missions.values()]
      .filter((mission) => dueAtMs(mission) <= nowMs)
      .sort((a, b) => dueAtMs(a) - dueAtMs(b) || (a.id < b.id ? -1 : 1))
      .slice(0, limit);
  }

  list({ orgId, limit, states, subjectId, after }: MissionQuery): readonly Mission[] {
    return [...this.missions.values()]
      .filter(
        (each) =>
          each.orgId === orgId &&
          (states?.includes(each.state) ?? true) &&
          (subjectId === undefined || each.subjectId === subjectId) &&
          (after === undefined || each.id < after),
      )
      .sort((a, b) => (a.id < b.id ? 1 : -1))
      .slice(0, limit);
  }

  bucket(key: string): Bucket | null {
    return this.#buckets.get(key) ?? null;
  }

  putBucket(key: string, bucket: Bucket): void {
    this.#set(this.#buckets, key, bucket);
  }

  breaker(key: string): Breaker | null {
    return this.#breakers.get(key) ?? null;
  }

  putBreaker(key: string, breaker: Breaker): void {
    this.#set(this.#breakers, key, breaker);
  }

  steps(id: MissionId): readonly JournalStep[] {
    return this.#steps.filter(({ missionId }) => missionId === id);
  }

  insertStep(step: JournalStep): void {
    this.#push(this.#steps, step);
  }

  insertSpan(missionId: MissionId, span: MissionSpan): void {
    this.#push(this.#spans, { missionId, span });
  }

  spans(id: MissionId): readonly MissionSpan[] {
    return this.#spans.filter(({ missionId }) => missionId === id).map(({ span }) => span);
  }

  withOldTraces(untilMs: number, limit: number): readonly Mission[] {
    return [...this.missions.values()]
      .filter(
        ({ id, state, updatedAtMs }) =>
          terminalStates.has(state) && updatedAtMs <= untilMs && this.spans(id).length > 0,
      )
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit);
  }

  traceDigest(id: MissionId): TraceDigest | null {
    return this.#digests.get(id) ?? null;
  }

  putTraceDigest(id: MissionId, digest: TraceDigest): void {
    this.#set(this.#digests, id, digest);
  }

  removeSpans(id: MissionId): void {
    const before = this.#spans;
    this.#undo.push(() => {
      this.#spans = before;
    });
    this.#spans = before.filter(({ missionId }) => missionId !== id);
  }

  registeredVersion(kind: DefinitionKind, id: string, version: number): RegisteredVersion | null {
    const isIt = (each: RegisteredVersion) =>
      each.kind === kind && each.id === id && each.version === version;
    return this.#versions.find(isIt) ?? null;
  }

  insertVersion({ kind, id, version, digest, atMs }: RegisteredVersion): void {
    this.#push(this.#versions, { kind, id, version, digest, atMs });
  }

  registered(): readonly RegisteredVersion[] {
    return this.#versions.toSorted(byAge);
  }

  auditTail(log: string) {
    const last = this.#audit.findLast((entry) => entry.log === log);
    return last === undefined ? null : { size: last.seq + 1, head: last.hash, ts: last.ts };
  }

  appendAudit(log: string, entry: StoredEntry & { readonly ts: number }): void {
    this.#push(this.#audit, { log, ...entry });
  }

  auditEntries(log: string, fromSeq: number, limit: number): readonly StoredEntry[] {
    return this.#audit
      .filter((entry) => entry.log === log && entry.seq >= fromSeq)
      .slice(0, limit)
      .map(({ seq, text, hash }) => ({ seq, text, hash }));
  }

  putNews(news: MissionNews): void {
    this.#push(this.news, news);
  }

  putDeadLetter(id: MissionId, reason: string): void {
    this.#set(this.deadLetters, id, reason);
  }

  unreported(orgId: string, sinceWallMs: number, limit: number): readonly UnreportedClose[] {
    return this.#closes()
      .filter(
        ({ wallMs, roastId, revision }) =>
          wallMs >= sinceWallMs && this.byKey(orgId, reportKey(roastId, revision)) === null,
      )
      .slice(0, limit)
      .map(({ roastId, revision }) => ({ roastId, revision }));
  }

  #set<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
    const before = map.get(key);
    const wasThere = map.has(key);
    this.#undo.push(() => {
      if (wasThere) map.set(key, before as Value);
      else map.delete(key);
    });
    map.set(key, value);
  }

  #push<Value>(list: Value[], value: Value): void {
    this.#undo.push(() => list.pop());
    list.push(value);
  }
}

/** The oldest first; of one moment by name. */
function byAge(a: RegisteredVersion, b: RegisteredVersion): number {
  if (a.atMs !== b.atMs) return a.atMs - b.atMs;
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return a.version - b.version;
}

/** When time alone changes a mission. */
function dueAtMs({ state, lease, wait, governance }: Mission): number {
  if (state === 'RUNNING') return lease?.expiresAtMs ?? Number.POSITIVE_INFINITY;
  if (state === 'WAITING') return wait?.deadlineAtMs ?? Number.POSITIVE_INFINITY;
  if (state !== 'QUARANTINED') return Number.POSITIVE_INFINITY;
  return governance.decidedAtMs + quarantineDaysMax * dayMs;
}
