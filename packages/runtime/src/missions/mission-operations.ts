import {
  type Action,
  authorize,
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
import type { MissionAsker, MissionHold, MissionStore } from '#ports/mission-store.ts';

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

/** Missions looked at in one sweep. */
const sweptMax = 100;

/**
 * Every operation on missions, on the tables of an embedded database. The decisions are the kernel's; what is here is their
 * order: read, decide, write guarded, and beside it the audit entry, the news and the dead letter, in one transaction.
 */
export function missionOperations(
  tables: MissionTables,
  sha256: Sha256,
  transact: Transact,
): SynchronousMissionStore {
  const desk: MissionDesk = { tables, sha256 };
  const write = <Value>(work: () => Value): Value => transact('write', work);
  const read = <Value>(work: () => Value): Value => transact('read', work);
  return {
    createMission: (ask, nowMs) => write(() => create(desk, ask, nowMs)),
    claimNext: (worker, nowMs) => write(() => claimNext(desk, worker, nowMs)),
    heartbeat: (hold, nowMs) => write(() => heartbeat(desk, hold, nowMs)),
    complete: (hold, { result, isResultValid }, nowMs) =>
      write(() => {
        const isTraceStored = tables.steps(hold.missionId).length > 0;
        const event = { type: 'complete', result, isTraceStored, isResultValid, ...held(hold) };
        return counted(
          desk,
          apply(desk, hold.missionId, event as MissionEvent, nowMs),
          null,
          nowMs,
        );
      }),
    fail: (hold, failure, nowMs) =>
      write(() => {
        const event = { type: 'fail', ...failure, ...held(hold) } as const;
        const { code } = failure.error;
        return counted(desk, apply(desk, hold.missionId, event, nowMs), code, nowMs);
      }),
    suspend: (hold, wait, nowMs) =>
      write(() => apply(desk, hold.missionId, { type: 'suspend', wait, ...held(hold) }, nowMs)),
    flag: (hold, reasons, nowMs) =>
      write(() => apply(desk, hold.missionId, { type: 'flag', reasons, ...held(hold) }, nowMs)),
    satisfy: (id, answer, nowMs) =>
      write(() => apply(desk, id, { type: 'satisfy', ...answer }, nowMs)),
    sweep: (nowMs) =>
      write(() => {
        const overdue = tables.overdue(nowMs, sweptMax);
        for (const mission of overdue) apply(desk, mission.id, { type: 'sweep' }, nowMs);
        return overdue.length;
      }),
    decide: (by, id, decision, nowMs) =>
      write(() =>
        byPerson(desk, by, id, 'mission.decide', () => {
          const { kind: type, ...seen } = decision;
          return apply(desk, id, { type, ...seen, by: by.actor } as MissionEvent, nowMs);
        }),
      ),
    cancel: (by, id, nowMs) =>
      write(() =>
        byPerson(desk, by, id, 'mission.cancel', () =>
          apply(desk, id, { type: 'cancel', by: by.actor }, nowMs),
        ),
      ),
    retryNow: (by, id, nowMs) =>
      write(() =>
        byPerson(desk, by, id, 'mission.retry', () =>
          apply(desk, id, { type: 'retryNow', by: by.actor }, nowMs),
        ),
      ),
    redrive: (by, id, identity, nowMs) =>
      write(() =>
        byPerson(desk, by, id, 'mission.redrive', (mission) =>
          redrive(desk, by, mission, identity, nowMs),
        ),
      ),
    mission: (id) => read(() => tables.mission(id)),
    listMissions: (query) => read(() => tables.list(query)),
    writeStep: (hold, step, nowMs) => write(() => writeStep(desk, hold, step, nowMs)),
    steps: (id) => read(() => tables.steps(id)),
    auditEntries: (log, fromSeq, limit) => read(() => tables.auditEntries(log, fromSeq, limit)),
    checkpoint: (log, nowMs) => read(() => checkpointOf(tables, log, nowMs)),
    unreported: (orgId, sinceWallMs, limit) =>
      read(() => tables.unreported(orgId, sinceWallMs, limit)),
  };
}

const held = ({ epoch, workerId }: MissionHold) => ({ epoch, workerId });

/** One change of one mission, with everything that is to be written beside it. */
function apply(
  desk: MissionDesk,
  id: Mission['id'],
  event: MissionEvent,
  nowMs: number,
): MissionStep {
  const mission = desk.tables.mission(id);
  if (mission === null) return noMission(id);
  const step = decideMission(mission, event, nowMs);
  if (!step.ok) return step;
  desk.tables.replace(mission, step.mission);
  writeEffects(desk, step.mission, step.effects, nowMs);
  return step;
}

/** What a person asks for, when the table of roles lets them. */
function byPerson<Answer>(
  { tables }: MissionDesk,
  by: MissionAsker,
  id: Mission['id'],
  action: Action,
  act: (mission: Mission) => Answer,
): Answer | KernelRefusal {
  const mission = tables.mission(id);
  if (mission === null) return noMission(id);
  const { reasons } = mission.governance;
  const allowed = authorize(by, action, mission, {
    isOwn: mission.createdBy.kind === by.actor.kind && mission.createdBy.id === by.actor.id,
    isDataQualityOnly: reasons.every((reason) => dataQualityReasons.has(reason)),
  });
  return allowed.ok ? act(mission) : allowed;
}

function claimNext(desk: MissionDesk, worker: WorkerScope, nowMs: number): Mission | null {
  const { tables } = desk;
  const open = worker.orgs.filter((org) => tables.running(org) < governorRules.runningMax);
  for (const candidate of tables.runnable({ ...worker, orgs: open }, nowMs, sweptMax)) {
    const spec = goalSpec(candidate.goal);
    const key = breakerKey(candidate.orgId, candidate.goal);
    const breaker = tables.breaker(key) ?? closedBreaker;
    if (spec === null || pausedUntilMs(breaker, nowMs) !== null) continue;
    const { leaseMs, deadlineMs } = spec;
    const event = { type: 'claim', worker, leaseMs, deadlineMs, isSerialKeyFree: true } as const;
    const step = apply(desk, candidate.id, event, nowMs);
    if (!step.ok) continue;
    const trial = beginTrial(breaker, deadlineMs, nowMs);
    if (trial !== breaker) tables.putBreaker(key, trial);
    return step.mission;
  }
  return null;
}

function heartbeat(desk: MissionDesk, hold: MissionHold, nowMs: number): MissionStep {
  const mission = desk.tables.mission(hold.missionId);
  if (mission === null) return noMission(hold.missionId);
  const leaseMs = goalSpec(mission.goal)?.leaseMs ?? 0;
  return apply(desk, mission.id, { type: 'heartbeat', leaseMs, ...held(hold) }, nowMs);
}

/** Counts how an attempt ended for the breaker of its goal; what was not taken counts for nothing. */
function counted(
  { tables }: MissionDesk,
  step: MissionStep,
  code: string | null,
  nowMs: number,
): MissionStep {
  if (!step.ok) return step;
  const key = breakerKey(step.mission.orgId, step.mission.goal);
  const before = tables.breaker(key);
  const after = recordOutcome(before ?? closedBreaker, goalBreakerRule, code, nowMs);
  if (before !== null || code !== null) tables.putBreaker(key, after);
  return step;
}

function writeStep(
  { tables }: MissionDesk,
  { missionId, epoch, workerId }: MissionHold,
  step: Parameters<MissionStore['writeStep']>[1],
  nowMs: number,
): ReturnType<SynchronousMissionStore['writeStep']> {
  const mission = tables.mission(missionId);
  if (mission === null) return noMission(missionId);
  if (mission.epoch !== epoch || mission.lease?.workerId !== workerId) {
    return kernelRefusal('STALE_EPOCH', `worker ${workerId} no longer holds mission ${missionId}`);
  }
  const written = tables.steps(missionId);
  const known = written.find(({ stepNo }) => stepNo === step.stepNo);
  if (known !== undefined) return { ok: true, step: known };
  if (step.stepNo !== written.length) {
    return kernelRefusal(
      'BAD_INPUT',
      `step ${step.stepNo} of mission ${missionId} comes after ${written.length} steps`,
    );
  }
  const entry = { missionId, ...step, epoch, atMs: nowMs };
  tables.insertStep(entry);
  return { ok: true, step: entry };
}
