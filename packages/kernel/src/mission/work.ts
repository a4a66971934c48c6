import { backoffMs } from '#mission/backoff.ts';
import type { EventOf } from '#mission/events.ts';
import { isRunnable, type Mission } from '#mission/mission.ts';
import { type MissionStep, move } from '#mission/step.ts';
import { kernelRefusal } from '#reasons.ts';

/** More suspensions than this are a loop. */
const resumesMax = 20;

/** A worker takes a mission (M05), also one whose holder went silent (M06). */
export function claim(mission: Mission, event: EventOf<'claim'>, nowMs: number): MissionStep {
  const { worker, leaseMs, deadlineMs } = event;
  if (!worker.orgs.includes(mission.orgId) || !worker.goals.includes(mission.goal)) {
    return kernelRefusal(
      'FORBIDDEN',
      `worker ${worker.workerId} is not registered for ${mission.goal}`,
    );
  }
  if (!isRunnable(mission, nowMs) || !event.isSerialKeyFree) {
    return kernelRefusal('ILLEGAL_TRANSITION', `mission ${mission.id} cannot be taken now`);
  }
  const isTakeover = mission.state === 'RUNNING';
  const ranWith = worker.versions?.[mission.goal];
  return move(
    mission,
    {
      state: 'RUNNING',
      epoch: mission.epoch + 1,
      attempts: mission.attempts + 1,
      ...(ranWith && { ranWith }),
      lease: {
        workerId: worker.workerId,
        expiresAtMs: nowMs + leaseMs,
        attemptDeadlineAtMs: nowMs + deadlineMs,
      },
    },
    { action: 'mission.claim', reasons: isTakeover ? ['LEASE_EXPIRED'] : [] },
    nowMs,
  );
}

/** The worker is still there (M08). Late ones count while nobody else took the mission. */
export function heartbeat(
  mission: Mission,
  event: EventOf<'heartbeat'>,
  nowMs: number,
): MissionStep {
  const { lease } = mission;
  if (lease === null || nowMs >= lease.attemptDeadlineAtMs) {
    return kernelRefusal(
      'LIMIT_REACHED',
      `the attempt at mission ${mission.id} has used up its time`,
    );
  }
  const next = {
    ...mission,
    lease: { ...lease, expiresAtMs: nowMs + event.leaseMs },
    updatedAtMs: nowMs,
  };
  // Not a change of state: nothing is audited.
  return { ok: true, mission: next, effects: [] };
}

/** The work is done (M09). Also after the deadline, as long as the epoch is still the worker's. */
export function complete(mission: Mission, event: EventOf<'complete'>, nowMs: number): MissionStep {
  if (!event.isTraceStored) {
    return kernelRefusal('OUTPUT_INVALID', `mission ${mission.id} has no stored trace`);
  }
  if (!event.isResultValid) {
    return kernelRefusal(
      'OUTPUT_INVALID',
      `the result of mission ${mission.id} has the wrong form`,
    );
  }
  const change = { state: 'DONE', lease: null, result: event.result, lastError: null } as const;
  return move(mission, change, { action: 'mission.complete' }, nowMs);
}

/** The attempt failed: for good (M12), once more (M10), or once too often (M11). */
export function fail(mission: Mission, event: EventOf<'fail'>, nowMs: number): MissionStep {
  const ended = { lease: null, lastError: event.error };
  const action = 'mission.fail';
  if (event.isPermanent) {
    const account = { action, reasons: ['FAILED_FOR_GOOD'] } as const;
    return move(mission, { ...ended, state: 'FAILED' }, account, nowMs);
  }
  if (mission.attempts >= mission.maxAttempts) {
    const also = [{ type: 'deadLetter', reason: 'ATTEMPTS_USED' }] as const;
    const account = { action, reasons: ['ATTEMPTS_USED'], also } as const;
    return move(mission, { ...ended, state: 'DEAD' }, account, nowMs);
  }
  const waitMs = backoffMs(mission.attempts, event.chance, event.retryAfterMs);
  const change = { ...ended, state: 'RETRY', availableAtMs: nowMs + waitMs } as const;
  return move(mission, change, { action, reasons: ['RETRY_SCHEDULED'] }, nowMs);
}

/** The worker has to stop and gives the mission back: no failure, so the attempt is given back too. */
export function release(mission: Mission, _: EventOf<'release'>, nowMs: number): MissionStep {
  return move(
    mission,
    { state: 'PENDING', lease: null, attempts: mission.attempts - 1, availableAtMs: nowMs },
    { action: 'mission.release' },
    nowMs,
  );
}

/** Parks the mission without a worker (M13). The attempt was no failure and is given back. */
export function suspend(mission: Mission, event: EventOf<'suspend'>, nowMs: number): MissionStep {
  if (mission.resumes >= resumesMax) {
    return kernelRefusal(
      'LIMIT_REACHED',
      `mission ${mission.id} was suspended ${resumesMax} times already`,
    );
  }
  return move(
    mission,
    {
      state: 'WAITING',
      lease: null,
      wait: event.wait,
      attempts: mission.attempts - 1,
      resumes: mission.resumes + 1,
    },
    { action: 'mission.suspend' },
    nowMs,
  );
}

/** A check of the output wants a person's judgement (M16). */
export function flag(mission: Mission, event: EventOf<'flag'>, nowMs: number): MissionStep {
  const governance = {
    ...mission.governance,
    decision: 'QUARANTINE',
    reasons: event.reasons,
    decidedAtMs: nowMs,
  } as const;
  const change = { state: 'QUARANTINED', lease: null, governance } as const;
  return move(mission, change, { action: 'mission.flag', reasons: event.reasons }, nowMs);
}
