import { governanceOf, stateOf } from '#mission/create.ts';
import type { EventOf } from '#mission/events.ts';
import type { Mission } from '#mission/mission.ts';
import { type MissionStep, move } from '#mission/step.ts';
import { kernelRefusal, thinSignalReasons } from '#reasons.ts';

/** A person takes the responsibility (M17): for each reason by name, and for the data that was shown. */
export function approve(mission: Mission, event: EventOf<'approve'>, nowMs: number): MissionStep {
  const { governance } = mission;
  const left = governance.reasons.filter((reason) => !event.waivedReasons.includes(reason));
  if (left.length > 0) {
    return kernelRefusal(
      'BAD_INPUT',
      `the release of mission ${mission.id} does not name ${left.join(', ')}`,
    );
  }
  if (event.inputDigest !== governance.inputDigest) {
    return kernelRefusal(
      'ILLEGAL_TRANSITION',
      `mission ${mission.id} has changed since it was shown; look again`,
    );
  }
  const account = { action: 'mission.approve', reasons: governance.reasons, by: event.by } as const;
  return move(mission, { state: 'PENDING', availableAtMs: nowMs }, account, nowMs);
}

/** A person says no (M18). */
export function reject(mission: Mission, event: EventOf<'reject'>, nowMs: number): MissionStep {
  const account = { action: 'mission.reject', reasons: ['REJECTED'], by: event.by } as const;
  return move(mission, { state: 'CANCELED' }, account, nowMs);
}

/** More data came (M19): decided anew, once, when nothing but thin data held it back. */
export function reconsider(
  mission: Mission,
  event: EventOf<'reconsider'>,
  nowMs: number,
): MissionStep {
  const { governance } = mission;
  const isThin = governance.reasons.every((reason) => thinSignalReasons.has(reason));
  if (!isThin || governance.wasReconsidered) {
    return kernelRefusal('ILLEGAL_TRANSITION', `mission ${mission.id} needs a person's judgement`);
  }
  const { verdict, signals } = event;
  return move(
    mission,
    {
      state: stateOf[verdict.decision],
      signals,
      availableAtMs: verdict.availableAtMs ?? nowMs,
      governance: governanceOf(verdict, event.inputDigest, nowMs, true),
    },
    { action: 'mission.reconsider', reasons: verdict.reasons },
    nowMs,
  );
}
