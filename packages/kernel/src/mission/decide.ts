import type { EventOf, MissionEvent, MissionEventType } from '#mission/events.ts';
import { type Mission, type MissionState, missionStates } from '#mission/mission.ts';
import { cancel, retryNow, satisfy, sweep } from '#mission/passage.ts';
import { approve, reconsider, reject } from '#mission/quarantine.ts';
import type { MissionStep } from '#mission/step.ts';
import { claim, complete, fail, flag, heartbeat, release, suspend } from '#mission/work.ts';
import { kernelRefusal } from '#reasons.ts';

/** One row of the table: in which states an event may come, and what it does. */
interface Transition<Type extends MissionEventType> {
  readonly from: readonly MissionState[];
  readonly take: (mission: Mission, event: EventOf<Type>, nowMs: number) => MissionStep;
}

/**
 * Everything that can happen to a mission. What is not listed is refused.
 *
 * | event      | from                                   | leads to                                         |
 * |------------|----------------------------------------|--------------------------------------------------|
 * | claim      | PENDING, RETRY, RUNNING (lease over)   | RUNNING                                          |
 * | heartbeat  | RUNNING                                | RUNNING                                          |
 * | complete   | RUNNING                                | DONE                                             |
 * | fail       | RUNNING                                | RETRY, FAILED, DEAD                              |
 * | release    | RUNNING                                | PENDING                                          |
 * | suspend    | RUNNING                                | WAITING                                          |
 * | flag       | RUNNING                                | QUARANTINED                                      |
 * | satisfy    | WAITING                                | PENDING                                          |
 * | sweep      | RUNNING, WAITING, QUARANTINED          | RETRY, DEAD; RETRY, FAILED, CANCELED; CANCELED   |
 * | approve    | QUARANTINED                            | PENDING                                          |
 * | reject     | QUARANTINED                            | CANCELED                                         |
 * | reconsider | QUARANTINED, once                      | as the governor decides anew                     |
 * | cancel     | PENDING, RETRY, WAITING, QUARANTINED, RUNNING | CANCELED                                  |
 * | retryNow   | RETRY                                  | RETRY, due at once                               |
 */
export const missionTable: { readonly [Type in MissionEventType]: Transition<Type> } = {
  claim: { from: ['PENDING', 'RETRY', 'RUNNING'], take: claim },
  heartbeat: { from: ['RUNNING'], take: heartbeat },
  complete: { from: ['RUNNING'], take: complete },
  fail: { from: ['RUNNING'], take: fail },
  release: { from: ['RUNNING'], take: release },
  suspend: { from: ['RUNNING'], take: suspend },
  flag: { from: ['RUNNING'], take: flag },
  satisfy: { from: ['WAITING'], take: satisfy },
  sweep: { from: ['RUNNING', 'WAITING', 'QUARANTINED'], take: sweep },
  approve: { from: ['QUARANTINED'], take: approve },
  reject: { from: ['QUARANTINED'], take: reject },
  reconsider: { from: ['QUARANTINED'], take: reconsider },
  cancel: { from: ['PENDING', 'RETRY', 'WAITING', 'QUARANTINED', 'RUNNING'], take: cancel },
  retryNow: { from: ['RETRY'], take: retryNow },
};

/**
 * What becomes of a mission when something happens to it: the mission as it is then and what is to be written beside it,
 * or the reason why nothing changes. Pure; the store that calls it writes all of it in one transaction, guarded by the
 * state and epoch it read.
 */
export function decideMission(mission: Mission, event: MissionEvent, nowMs: number): MissionStep {
  const stale = fence(mission, event);
  if (stale !== null) return stale;
  // The table pairs each type with its own function; the compiler cannot follow that through an index.
  const { from, take } = missionTable[event.type] as Transition<MissionEventType>;
  if (!from.includes(mission.state)) {
    return kernelRefusal(
      'ILLEGAL_TRANSITION',
      `cannot ${event.type} mission ${mission.id}: ${missionStates[mission.state].toLowerCase()}`,
    );
  }
  return take(mission, event, nowMs);
}

/** Whoever speaks for a lease must hold it: a paused worker that wakes up later changes nothing. */
function fence(mission: Mission, event: MissionEvent): MissionStep | null {
  if (!('epoch' in event)) return null;
  const isHolder = mission.epoch === event.epoch && mission.lease?.workerId === event.workerId;
  if (isHolder) return null;
  return kernelRefusal(
    'STALE_EPOCH',
    `worker ${event.workerId} speaks for epoch ${event.epoch} of mission ${mission.id}, which is at ${mission.epoch}`,
  );
}
