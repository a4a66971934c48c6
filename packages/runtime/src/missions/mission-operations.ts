import { invariant } from '@artisan-ts/domain';
import {
  type Action,
  authorize,
  type Breaker,
  beginTrial,
  closedBreaker,
  dataQualityReasons,
  decideMission,
  goalBreakerRule,
  type KernelRefusal,
  kernelRefusal,
  type Mission,
  type MissionEvent,
  type MissionStep,
  pausedUntilMs,
  recordOutcome,
  type WorkerScope,
} from '@artisan-ts/kernel';
import type { Sha256 } from '@artisan-ts/trust';
import { breakerKey, create, governorRules, redrive } from '#missions/create-operations.ts';
import { goalSpec } from '#missions/goals.ts';
import { checkpointOf } from '#missions/mission-audit.ts';
import { type MissionDesk, noMission, writeEffects } from '#missions/mission-desk.ts';
import type { MissionTables } from '#missions/mission-tables.ts';
import {
  got,
  gotAll,
  type Operation,
  runAtOnce,
  runLater,
  sent,
  type UnderWay,
} from '#missions/operation.ts';
import { register } from '#missions/register-operation.ts';
import { digestTraces } from '#missions/trace-operations.ts';
import type { MissionAsker, MissionHold, MissionSpan, MissionStore } from '#ports/mission-store.ts';

/** A store of missions whose every call is done when it returns. */
export type SynchronousMissionStore = {
  readonly [Method in keyof MissionStore]: MissionStore[Method] extends (
    ...args: infer Args
  ) => Promise<infer Answer>
    ? (...args: Args) => Answer
    : never;
};

/** Runs work as one transaction: all of it is kept or, when it throws, none. */
export type Transact = <Value>(kind: 'read' | 'write', work: () => Value) => Value;

/** The same on a server: the work is handed tables that belong to the transaction, and where it puts what it need not wait for. */
export type TransactLater = <Value>(
  kind: 'read' | 'write',
  work: (tables: MissionTables, underWay: UnderWay) => Promise<Value>,
) => Promise<Value>;

/** A method of the port as what happens within its transaction. */
interface Method<Args extends readonly unknown[], Answer> {
  readonly kind: 'read' | 'write';
  readonly run: (desk: MissionDesk, ...args: Args) => Operation<Answer>;
}

type Methods = {
  readonly [Name in keyof MissionStore]: MissionStore[Name] extends (
    ...args: infer Args
  ) => Promise<infer Answer>
    ? Method<Args, Answer>
    : never;
};

/** Missions looked at in one sweep. */
const sweptMax = 100;

const read = <Args extends readonly unknown[], Answer>(
  run: Method<Args, Answer>['run'],
): Method<Args, Answer> => ({ kind: 'read', run });
const write = <Args extends readonly unknown[], Answer>(
  run: Method<Args, Answer>['run'],
): Method<Args, Answer> => ({ kind: 'write', run });

/**
 * Every operation on missions. The decisions are the kernel's; what is here is their order: read, decide, write guarded, and
 * beside it the audit entry, the news and the dead letter, in one transaction.
 */
const methods: Methods = {
  createMission: write(create),
  claimNext: write(claimNext),
  heartbeat: write(heartbeat),
  complete: write(function* (desk, hold, { result, isResultValid }, nowMs, spans = []) {
    const [steps, mission] = yield* gotAll([
      desk.tables.steps(hold.missionId),
      desk.tables.mission(hold.missionId),
    ]);
    if (mission === null) return noMission(hold.missionId);
    const isTraceStored = steps.length > 0;
    const event = {
      type: 'complete',
      result,
      isTraceStored,
      isResultValid,
      ...held(hold),
    } as const;
    const step = yield* applyTo(desk, mission, event, nowMs);
    return yield* counted(desk, yield* traced(desk, step, spans), null, nowMs);
  }),
  fail: write(function* (desk, hold, failure, nowMs, spans = []) {
    const event = { type: 'fail', ...failure, ...held(hold) } as const;
    const { code } = failure.error;
    const step = yield* apply(desk, hold.missionId, event, nowMs);
    return yield* counted(desk, yield* traced(desk, step, spans), code, nowMs);
  }),
  release: write(function* (desk, hold, nowMs, spans = []) {
    const step = yield* apply(desk, hold.missionId, { type: 'release', ...held(hold) }, nowMs);
    return yield* traced(desk, step, spans);
  }),
  suspend: write((desk, hold, wait, nowMs) =>
    apply(desk, hold.missionId, { type: 'suspend', wait, ...held(hold) }, nowMs),
  ),
  flag: write(function* (desk, hold, reasons, nowMs, spans = []) {
    const event = { type: 'flag', reasons, ...held(hold) } as const;
    return yield* traced(desk, yield* apply(desk, hold.missionId, event, nowMs), spans);
  }),
  satisfy: write((desk, id, answer, nowMs) =>
    apply(desk, id, { type: 'satisfy', ...answer }, nowMs),
  ),
  sweep: write(function* (desk, nowMs) {
    const overdue = yield* got(desk.tables.overdue(nowMs, sweptMax));
    for (const mission of overdue) yield* applyTo(desk, mission, { type: 'sweep' }, nowMs);
    return overdue.length;
  }),
  decide: write((desk, by, id, decision, nowMs) =>
    byPerson(desk, by, id, 'mission.decide', () => {
      const { kind: type, ...seen } = decision;
      return apply(desk, id, { type, ...seen, by: by.actor } as MissionEvent, nowMs);
    }),
  ),
  cancel: write((desk, by, id, nowMs) =>
    byPerson(desk, by, id, 'mission.cancel', () =>
      apply(desk, id, { type: 'cancel', by: by.actor }, nowMs),
    ),
  ),
  retryNow: write((desk, by, id, nowMs) =>
    byPerson(desk, by, id, 'mission.retry', () =>
      apply(desk, id, { type: 'retryNow', by: by.actor }, nowMs),
    ),
  ),
  redrive: write((desk, by, id, identity, nowMs) =>
    byPerson(desk, by, id, 'mission.redrive', (mission) =>
      redrive(desk, by, mission, identity, nowMs),
    ),
  ),
  mission: read(({ tables }, id) => got(tables.mission(id))),
  listMissions: read(({ tables }, query) => got(tables.list(query))),
  writeStep: write(writeStep),
  steps: read(({ tables }, id) => got(tables.steps(id))),
  spans: read(({ tables }, id) => got(tables.spans(id))),
  traceDigest: read(({ tables }, id) => got(tables.traceDigest(id))),
  digestTraces: write(digestTraces),
  register: write(register),
  registered: read(({ tables }) => got(tables.registered())),
  auditEntries: read(({ tables }, log, fromSeq, limit) =>
    got(tables.auditEntries(log, fromSeq, limit)),
  ),
  checkpoint: read(({ tables }, log, nowMs) => checkpointOf(tables, log, nowMs)),
  unreported: read(({ tables }, orgId, sinceWallMs, limit) =>
    got(tables.unreported(orgId, sinceWallMs, limit)),
  ),
};

type AnyMethod = Method<readonly unknown[], unknown>;

/** Every operation on missions, on the tables of an embedded database. */
export function missionOperations(
  tables: MissionTables,
  sha256: Sha256,
  transact: Transact,
): SynchronousMissionStore {
  const desk: MissionDesk = { tables, sha256 };
  return named(
    ({ kind, run }) =>
      (...args) =>
        transact(kind, () => runAtOnce(run(desk, ...args))),
  ) as SynchronousMissionStore;
}

/** Every operation on missions, on a database that answers later. */
export function missionOperationsLater(sha256: Sha256, transact: TransactLater): MissionStore {
  return named(
    ({ kind, run }) =>
      (...args) =>
        transact(kind, (tables, underWay) => runLater(run({ tables, sha256 }, ...args), underWay)),
  ) as MissionStore;
}

/** The port, each of its methods made from its operation: what it takes and gives is the port's. */
function named(make: (method: AnyMethod) => (...args: readonly unknown[]) => unknown): unknown {
  const all = Object.entries(methods as unknown as Readonly<Record<string, AnyMethod>>);
  return Object.fromEntries(all.map(([name, method]) => [name, make(method)]));
}

const held = ({ epoch, workerId }: MissionHold) => ({ epoch, workerId });

/** One change of one mission, with everything that is to be written beside it. */
function* apply(
  desk: MissionDesk,
  id: Mission['id'],
  event: MissionEvent,
  nowMs: number,
): Operation<MissionStep> {
  const mission = yield* got(desk.tables.mission(id));
  return mission === null ? noMission(id) : yield* applyTo(desk, mission, event, nowMs);
}

/** The same for a mission that was read to be changed. */
function* applyTo(
  desk: MissionDesk,
  mission: Mission,
  event: MissionEvent,
  nowMs: number,
): Operation<MissionStep> {
  const step = decideMission(mission, event, nowMs);
  if (!step.ok) return step;
  // A heartbeat tells nobody: it need not wait for whoever decides about others.
  if (step.effects.length > 0) yield* sent(desk.tables.hold(mission.orgId));
  yield* sent(desk.tables.replace(mission, step.mission));
  yield* writeEffects(desk, step.mission, step.effects, nowMs);
  return step;
}

/** What a person asks for, when the table of roles lets them. */
function* byPerson<Answer>(
  { tables }: MissionDesk,
  by: MissionAsker,
  id: Mission['id'],
  action: Action,
  act: (mission: Mission) => Operation<Answer>,
): Operation<Answer | KernelRefusal> {
  const mission = yield* got(tables.mission(id));
  // One of another organisation is told of as one that is not there.
  if (mission === null || mission.orgId !== by.orgId) return noMission(id);
  const { reasons } = mission.governance;
  const allowed = authorize(by, action, mission, {
    isOwn: mission.createdBy.kind === by.actor.kind && mission.createdBy.id === by.actor.id,
    isDataQualityOnly: reasons.every((reason) => dataQualityReasons.has(reason)),
  });
  return allowed.ok ? yield* act(mission) : allowed;
}

function* claimNext(
  desk: MissionDesk,
  worker: WorkerScope,
  nowMs: number,
): Operation<Mission | null> {
  for (const orgId of worker.orgs) {
    yield* sent(desk.tables.hold(orgId));
    const mission = yield* claimOf(desk, orgId, worker, nowMs);
    if (mission !== null) return mission;
  }
  return null;
}

function* claimOf(
  desk: MissionDesk,
  orgId: string,
  worker: WorkerScope,
  nowMs: number,
): Operation<Mission | null> {
  const { tables } = desk;
  const goals = worker.goals.filter((goal) => goalSpec(goal) !== null);
  const [running, found, ...breakers] = yield* gotAll([
    tables.running(orgId),
    tables.nextRunnable(orgId, goals, nowMs),
    ...goals.map((goal) => tables.breaker(breakerKey(orgId, goal))),
  ]);
  if (running >= governorRules.runningMax) return null;
  const open = new Map<string, Breaker>();
  for (const [at, goal] of goals.entries()) {
    const breaker = breakers[at] ?? closedBreaker;
    if (pausedUntilMs(breaker, nowMs) === null) open.set(goal, breaker);
  }
  // It was asked for together with the breakers: nearly always none is open, and this is the answer.
  const isOpen = found === null || open.has(found.goal);
  const candidate = isOpen
    ? found
    : yield* got(tables.nextRunnable(orgId, [...open.keys()], nowMs));
  const spec = candidate && goalSpec(candidate.goal);
  const breaker = candidate && open.get(candidate.goal);
  if (candidate === null || !spec || !breaker) return null;
  const { leaseMs, deadlineMs } = spec;
  const event = { type: 'claim', worker, leaseMs, deadlineMs, isSerialKeyFree: true } as const;
  const step = yield* applyTo(desk, candidate, event, nowMs);
  invariant(step.ok, `the store offers what the kernel lets be taken: ${candidate.id}`);
  const trial = beginTrial(breaker, deadlineMs, nowMs);
  if (trial !== breaker) yield* sent(tables.putBreaker(breakerKey(orgId, candidate.goal), trial));
  return step.mission;
}

function* heartbeat(desk: MissionDesk, hold: MissionHold, nowMs: number): Operation<MissionStep> {
  const mission = yield* got(desk.tables.mission(hold.missionId));
  if (mission === null) return noMission(hold.missionId);
  const leaseMs = goalSpec(mission.goal)?.leaseMs ?? 0;
  return yield* applyTo(desk, mission, { type: 'heartbeat', leaseMs, ...held(hold) }, nowMs);
}

/** Counts how an attempt ended for the breaker of its goal; what was not taken counts for nothing. */
function* counted(
  { tables }: MissionDesk,
  step: MissionStep,
  code: string | null,
  nowMs: number,
): Operation<MissionStep> {
  if (!step.ok) return step;
  const key = breakerKey(step.mission.orgId, step.mission.goal);
  const before = yield* got(tables.breaker(key));
  const after = recordOutcome(before ?? closedBreaker, goalBreakerRule, code, nowMs);
  if (before !== null || code !== null) yield* sent(tables.putBreaker(key, after));
  return step;
}

/** Keeps what was done in an attempt with how it ended; what was not taken leaves nothing. */
function* traced(
  { tables }: MissionDesk,
  step: MissionStep,
  spans: readonly MissionSpan[],
): Operation<MissionStep> {
  if (step.ok) for (const span of spans) yield* sent(tables.insertSpan(step.mission.id, span));
  return step;
}

/** Why a worker may not write about a mission any more; null while it is theirs. */
function staleness(
  mission: Mission | null,
  { missionId, epoch, workerId }: MissionHold,
): KernelRefusal | null {
  if (mission === null) return noMission(missionId);
  if (mission.epoch === epoch && mission.lease?.workerId === workerId) return null;
  return kernelRefusal('STALE_EPOCH', `worker ${workerId} no longer holds mission ${missionId}`);
}

function* writeStep(
  { tables }: MissionDesk,
  hold: MissionHold,
  { spans = [], ...step }: Parameters<MissionStore['writeStep']>[1],
  nowMs: number,
): Operation<ReturnType<SynchronousMissionStore['writeStep']>> {
  const { missionId, epoch } = hold;
  const [mission, written] = yield* gotAll([tables.mission(missionId), tables.steps(missionId)]);
  const refusal = staleness(mission, hold);
  if (refusal !== null) return refusal;
  const known = written.find(({ stepNo }) => stepNo === step.stepNo);
  if (known !== undefined) return { ok: true, step: known };
  if (step.stepNo !== written.length) {
    return kernelRefusal(
      'BAD_INPUT',
      `step ${step.stepNo} of mission ${missionId} comes after ${written.length} steps`,
    );
  }
  const entry = { missionId, ...step, epoch, atMs: nowMs };
  yield* sent(tables.insertStep(entry));
  for (const span of spans) yield* sent(tables.insertSpan(missionId, span));
  return { ok: true, step: entry };
}
