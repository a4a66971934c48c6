import type { EventOf } from '#mission/events.ts';
import type { Mission } from '#mission/mission.ts';
import { type MissionStep, move } from '#mission/step.ts';
import { kernelRefusal } from '#reasons.ts';

/** A quarantine that nobody looks at ends by itself. */
export const quarantineDaysMax = 30;
const dayMs = 86_400_000;

/** What was waited for has come (M14). */
export function satisfy(mission: Mission, event: EventOf<'satisfy'>, nowMs: number): MissionStep {
  const isMeant =
    mission.wait?.correlation === event.correlation && mission.wait.digest === event.digest;
  if (!isMeant) {
    return kernelRefusal('ILLEGAL_TRANSITION', `mission ${mission.id} does not wait for this`);
  }
  return move(
    mission,
    { state: 'PENDING', wait: null, resumePayload: event.payload, availableAtMs: nowMs },
    { action: 'mission.resume' },
    nowMs,
  );
}

/** Deals with what is overdue: a lease (M06b, M07), a wait (M15), a quarantine (M20). */
export function sweep(mission: Mission, _: EventOf<'sweep'>, nowMs: number): MissionStep {
  if (mission.state === 'RUNNING') return sweepLease(mission, nowMs);
  if (mission.state === 'WAITING') return sweepWait(mission, nowMs);
  if (nowMs - mission.governance.decidedAtMs < quarantineDaysMax * dayMs) return notDue(mission);
  const account = { action: 'mission.expire', reasons: ['EXPIRED'] } as const;
  return move(mission, { state: 'CANCELED' }, account, nowMs);
}

function sweepLease(mission: Mission, nowMs: number): MissionStep {
  if (mission.lease !== null && mission.lease.expiresAtMs > nowMs) return notDue(mission);
  const fenced = { lease: null, epoch: mission.epoch + 1 };
  if (mission.attempts < mission.maxAttempts) {
    const account = { action: 'mission.sweep', reasons: ['LEASE_EXPIRED'] } as const;
    return move(mission, { ...fenced, state: 'RETRY', availableAtMs: nowMs }, account, nowMs);
  }
  const also = [{ type: 'deadLetter', reason: 'CRASH_LOOP' }] as const;
  const account = { action: 'mission.sweep', reasons: ['CRASH_LOOP'], also } as const;
  return move(mission, { ...fenced, state: 'DEAD' }, account, nowMs);
}

function sweepWait(mission: Mission, nowMs: number): MissionStep {
  const { wait } = mission;
  if (wait === null || wait.deadlineAtMs > nowMs) return notDue(mission);
  const account = { action: 'mission.expire', reasons: ['WAIT_EXPIRED'] } as const;
  const change = { state: wait.onTimeout, wait: null, availableAtMs: nowMs };
  return move(mission, change, account, nowMs);
}

/** A person stops it (M21, M22). Whoever is on it is fenced off at once. */
export function cancel(mission: Mission, event: EventOf<'cancel'>, nowMs: number): MissionStep {
  const epoch = mission.state === 'RUNNING' ? mission.epoch + 1 : mission.epoch;
  const account = { action: 'mission.cancel', reasons: ['CANCELED'], by: event.by } as const;
  return move(mission, { state: 'CANCELED', lease: null, wait: null, epoch }, account, nowMs);
}

/** A person does not want to wait (M23). What was tried stays counted. */
export function retryNow(mission: Mission, event: EventOf<'retryNow'>, nowMs: number): MissionStep {
  const account = { action: 'mission.retryNow', by: event.by } as const;
  return move(mission, { state: 'RETRY', availableAtMs: nowMs }, account, nowMs);
}

function notDue(mission: Mission): MissionStep {
  return kernelRefusal('ILLEGAL_TRANSITION', `nothing of mission ${mission.id} is overdue`);
}
